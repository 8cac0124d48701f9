import { groupBy } from '../../core/group-by';
import { addCosts } from '../add-costs';
import type { StageCost } from '../data/cost-data';
import { html, trustedMarkup, type Html } from '../html';
import { duration, modelLabel, percent, whole } from '../numbers';
import { tiles } from './tiles';

/** Where time, calls and tokens went. Null for a run that recorded no costs. */
export function costsSection(costs: readonly StageCost[]): Html | null {
  if (costs.length === 0) return null;
  const total = addCosts('', costs);
  return html`<section id="costs">
    <h2>Cost <span class="aside">where time, calls and tokens went</span></h2>
    ${tiles([
      {
        name: 'Time at work',
        figure: duration(total.seconds),
        words: 'stages added up; what killed attempts cost is not known',
      },
      {
        name: 'Calls made',
        figure: whole(total.calls?.made ?? 0),
        words: `${whole(total.calls?.recalled ?? 0)} more were found finished`,
      },
      { name: 'Tokens generated', figure: whole(total.calls?.tokens ?? 0), words: 'by all models of the run' },
      { name: 'Calls made again', figure: whole(sumOf(total.calls?.retried)), words: 'after failures of servers' },
    ])}
    ${costsByStage(costs)}
    <p class="note">
      Utilisation: the share of the calls allowed at the same time that were under way, or of the time of a training job
      in which it computed.
    </p>
    <details class="every-part">
      <summary>Every iteration and model</summary>
      ${table('Cost of every part', costs)}
    </details>
  </section>`;
}

export function costsByStage(costs: readonly StageCost[]): Html {
  const byStage = [...groupBy(costs, ({ stage }) => stage)].map(([stage, same]) => addCosts(stage, same));
  return table('Cost by stage', byStage);
}

function table(caption: string, costs: readonly StageCost[]): Html {
  const longest = Math.max(...costs.map(({ seconds }) => seconds));
  const columns = ['Time', 'Calls', 'Tokens', 'Tokens a second', 'Utilisation', 'Made again'];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table class="costs">
      <thead>
        <tr>
          <th scope="col">Stage</th>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${costs.map((cost) => row(cost, longest))}
      </tbody>
    </table>
  </div>`;
}

function row({ part, stage, seconds, calls, utilisation }: StageCost, longest: number): Html {
  const width = longest === 0 ? 0 : (100 * seconds) / longest;
  const retried = Object.entries(calls?.retried ?? {});
  return html`<tr>
    <th scope="row">${stage.replaceAll('-', ' ')}${part === '' ? null : html`<small>${modelLabel(part)}</small>`}</th>
    <td>${duration(seconds)}<span class="time-bar" style="width:${trustedMarkup(width.toFixed(1))}%"></span></td>
    <td>
      ${whole(calls?.made)}${calls && calls.recalled > 0 ? html`<small>${whole(calls.recalled)} found</small>` : null}
    </td>
    <td>${whole(calls?.tokens)}</td>
    <td>${calls && seconds > 0 ? whole(calls.tokens / seconds) : '–'}</td>
    <td>${percent(utilisation)}</td>
    <td>
      ${calls ? whole(sumOf(calls.retried)) : '–'}${retried.map(([reason, count]) => html`<small>${count} ${reason}</small>`)}
      ${calls && calls.quarantined > 0 ? html`<small>${whole(calls.quarantined)} set aside</small>` : null}
    </td>
  </tr>`;
}

function sumOf(counts: Readonly<Record<string, number>> | undefined): number {
  return Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);
}
