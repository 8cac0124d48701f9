import type { StageCost } from '../data/cost-data';
import { html, trustedMarkup, type Html } from '../html';
import { duration, modelLabel, percent, whole } from '../numbers';
import { tiles } from './tiles';

/** Where time, calls and tokens went. Null for a run that recorded no costs. */
export function costsSection(costs: readonly StageCost[]): Html | null {
  if (costs.length === 0) return null;
  const longest = Math.max(...costs.map(({ seconds }) => seconds));
  const total = (of: (cost: StageCost) => number) => costs.reduce((sum, cost) => sum + of(cost), 0);
  return html`<section id="costs">
    <h2>Cost <span class="aside">where time, calls and tokens went</span></h2>
    ${tiles([
      {
        name: 'Time at work',
        figure: duration(total(({ seconds }) => seconds)),
        words: 'stages added up; what killed attempts cost is not known',
      },
      {
        name: 'Calls made',
        figure: whole(total(({ calls }) => calls?.made ?? 0)),
        words: `${whole(total(({ calls }) => calls?.recalled ?? 0))} more were found finished`,
      },
      {
        name: 'Tokens generated',
        figure: whole(total(({ calls }) => calls?.tokens ?? 0)),
        words: 'by all models of the run',
      },
      {
        name: 'Calls made again',
        figure: whole(total(({ calls }) => sumOf(calls?.retried))),
        words: 'after failures of servers',
      },
    ])}
    <div class="scroll" tabindex="0" role="region" aria-label="Cost by stage">
      <table class="costs">
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Time</th>
            <th scope="col">Calls</th>
            <th scope="col">Tokens</th>
            <th scope="col">Tokens a second</th>
            <th scope="col">Utilisation</th>
            <th scope="col">Made again</th>
          </tr>
        </thead>
        <tbody>
          ${costs.map((cost) => row(cost, longest))}
        </tbody>
      </table>
    </div>
    <p class="note">
      Utilisation: the share of the calls allowed at the same time that were under way, or of the time of a training job
      in which it computed.
    </p>
  </section>`;
}

function row({ part, stage, seconds, calls, utilisation }: StageCost, longest: number): Html {
  const width = longest === 0 ? 0 : (100 * seconds) / longest;
  const retried = Object.entries(calls?.retried ?? {});
  return html`<tr>
    <th scope="row">${stage.replaceAll('-', ' ')}<small>${modelLabel(part)}</small></th>
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
