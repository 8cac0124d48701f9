import type { StageCost } from '../data/cost-data';
import { allFigures } from '../figures/all-figures';
import { drawFigure } from '../figures/draw-figure';
import type { Figure, Plot } from '../figures/figure';
import { numbersTable } from '../figures/numbers-table';
import { html, type Html } from '../html';
import { modelLabel, percent, points, signedPercent, whole } from '../numbers';
import { pageFrame } from '../page-frame';
import type { ReportData } from '../report-data';
import { costsByStage } from '../sections/costs';
import { intervalNote, intervalRow } from '../sections/interval-row';
import { fact, sectionLinks, writtenTime } from '../sections/page-head';
import { verdictSection } from '../sections/verdict';
import type { PairedMeasure, RunComparison } from './collect-comparison';
import { pairedFigure } from './paired-figure';
import { recipeDifferences } from './recipe-differences';

/** Two runs side by side, as one page that opens offline. */
export function renderComparison(comparison: RunComparison): string {
  const [first, second] = comparison.runs;
  const sections = [
    { id: 'paired', label: 'Same prompts', body: pairedSection(comparison) },
    { id: 'recipes', label: 'Recipes', body: recipesSection(first, second) },
    { id: 'figures', label: 'Figures', body: figuresSection(first, second) },
    { id: 'costs', label: 'Cost', body: costsSection(first, second) },
  ].filter(({ body }) => body !== null);
  return pageFrame(
    `${first.run} against ${second.run} · srlm report`,
    html`<header>
        <p class="kicker">srlm report</p>
        <h1>${first.run} <span class="against">against</span> ${second.run}</h1>
        <dl class="facts">
          ${fact('Methods', html`${first.method}, ${second.method}`)}
          ${fact('Base models', html`<bdi>${first.baseModel}</bdi>, <bdi>${second.baseModel}</bdi>`)}
          ${fact('Written', writtenTime(first.writtenAt))}
        </dl>
      </header>
      ${sectionLinks(sections)}
      <main>
        <div class="beside verdicts">
          ${verdictSection(first, { id: 'verdict-first', kicker: first.run })}
          ${verdictSection(second, { id: 'verdict-second', kicker: second.run })}
        </div>
        ${sections.map(({ body }) => body)}
      </main>`,
  );
}

/** What both newest models did on the same held-out prompts, which tells more than two averages do. */
function pairedSection(comparison: RunComparison): Html {
  const { runs, newest, paired, samePrompts } = comparison;
  const names = runs.map(({ run }, index) => `${modelLabel(newest[index] ?? '–')} of ${run}`);
  const figure = pairedFigure(comparison);
  return html`<section id="paired">
    <h2>On the same prompts <span class="aside">${names[1]} less ${names[0]}</span></h2>
    ${
      paired.length === 0
        ? html`<p class="empty">
            ${samePrompts === 0 ? 'The two runs have no held-out prompt in common.' : 'Nothing was measured of both newest models.'}
            Their figures are below, each on its own prompts.
          </p>`
        : html`<div class="plot evidence wide">
            ${paired.map(measureRow)}
            <p class="note">
              ${intervalNote} Compared on ${whole(samePrompts)} held-out prompts that are the same, so that what makes
              one hard for both cancels out. Each win rate is against the SFT baseline of its own run.
            </p>
            ${numbersTable(figure.name, figure.title, figure.table)}
          </div>`
    }
  </section>`;
}

function measureRow({ name, change: { items, older, newer, change } }: PairedMeasure): Html {
  switch (name) {
    case 'agreement':
      return intervalRow({
        label: 'Agreement with people',
        value: points(change.estimate),
        basis: `${percent(older)} → ${percent(newer)}, ${whole(items)} instructions`,
        ends: [points(change.low), points(change.high)],
        interval: change,
      });
    case 'win-rate':
      return intervalRow({
        label: 'Win rate against the SFT baseline',
        value: points(change.estimate),
        basis: `${percent(older)} → ${percent(newer)}, ${whole(items)} prompts`,
        ends: [points(change.low), points(change.high)],
        interval: change,
      });
    case 'length': {
      // Neither longer nor shorter is better.
      const share = (characters: number) => signedPercent(older === 0 ? 0 : characters / older);
      return html`<p class="verdict-length">
        Length of answers <strong>${share(change.estimate)}</strong>
        <small>
          95 %: ${share(change.low)} to ${share(change.high)} · ${whole(older)} → ${whole(newer)} characters,
          ${whole(items)} prompts
        </small>
      </p>`;
    }
  }
}

function recipesSection(first: ReportData, second: ReportData): Html {
  const differences = recipeDifferences(first.recipe, second.recipe);
  return html`<section id="recipes">
    <h2>Recipes <span class="aside">what was done otherwise</span></h2>
    ${
      differences.length === 0
        ? html`<p class="empty">The two recipes are the same.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Differences of the recipes">
            <table class="recipes">
              <thead>
                <tr>
                  <th scope="col">Field</th>
                  <th scope="col">${first.run}</th>
                  <th scope="col">${second.run}</th>
                </tr>
              </thead>
              <tbody>
                ${differences.map(
                  ({ path, first: one, second: other }) =>
                    html`<tr>
                      <th scope="row"><code>${path}</code></th>
                      <td><code>${one ?? '–'}</code></td>
                      <td><code>${other ?? '–'}</code></td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

/** Every plot of either run; one that a run does not have leaves its place empty. */
function figuresSection(first: ReportData, second: ReportData): Html | null {
  const [left, right] = [plotsOf(first), plotsOf(second)];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  if (names.length === 0) return null;
  return html`<section id="figures">
    <h2>Figures</h2>
    <div class="beside sides" aria-hidden="true">
      <p>${first.run}</p>
      <p>${second.run}</p>
    </div>
    ${names.map(
      (name) => html`<div class="beside">${side(first.run, left.get(name))} ${side(second.run, right.get(name))}</div>`,
    )}
  </section>`;
}

function plotsOf(report: ReportData): Map<string, Plot> {
  return new Map(allFigures(report).flatMap((figure) => (isPlot(figure) ? [[figure.name, figure] as const] : [])));
}

function isPlot(figure: Figure): figure is Plot {
  return figure.option !== undefined;
}

function side(run: string, plot: Plot | undefined): Html {
  if (!plot) return html`<p class="empty missing">${run} has no such figure.</p>`;
  return drawFigure({ ...plot, name: `${run}-${plot.name}`, title: `${plot.title}: ${run}` });
}

function costsSection(first: ReportData, second: ReportData): Html | null {
  if (first.costs.length + second.costs.length === 0) return null;
  const of = (run: string, costs: readonly StageCost[]) =>
    html`<div>
      <h3>${run}</h3>
      ${costs.length === 0 ? html`<p class="empty">No costs are recorded.</p>` : costsByStage(costs)}
    </div>`;
  return html`<section id="costs">
    <h2>Cost <span class="aside">where time, calls and tokens went</span></h2>
    <div class="beside">${of(first.run, first.costs)} ${of(second.run, second.costs)}</div>
  </section>`;
}
