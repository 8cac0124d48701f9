import { acceptedModels } from '../accepted-models';
import { html, type Html } from '../html';
import { modelLabel } from '../numbers';
import type { ReportData } from '../report-data';

/** Which run this is, and how far it is. */
export function pageHead(report: ReportData): Html {
  const { run, method, baseModel, writtenAt, iterations, iterationsPlanned } = report;
  const finished = new Set(iterations.filter((iteration) => iteration.finished).map(({ iteration }) => iteration)).size;
  const newest = acceptedModels(report).at(-1);
  const total = Math.max(iterationsPlanned, ...iterations.map(({ iteration }) => iteration));
  return html`<header>
    <p class="kicker">srlm report</p>
    <h1>${run}</h1>
    <dl class="facts">
      ${fact('Method', html`${method}`)} ${fact('Base model', html`<bdi>${baseModel}</bdi>`)}
      ${fact('Iterations', html`${finished} of ${total}${newest ? `, newest model ${modelLabel(newest.name)}` : ''}`)}
      ${fact('Written', writtenTime(writtenAt))}
    </dl>
  </header>`;
}

export function fact(name: string, value: Html): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

export function writtenTime(writtenAt: string): Html {
  return html`<time datetime="${writtenAt}">${writtenAt.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** Stays in sight; the button waits for the script of the page. */
export function sectionLinks(sections: readonly { id: string; label: string }[]): Html {
  return html`<nav aria-label="Sections">
    <div>
      <span>${sections.map(({ id, label }) => html`<a href="#${id}">${label}</a>`)}</span>
      <button id="theme" type="button" aria-label="Change between light and dark" hidden></button>
    </div>
  </nav>`;
}
