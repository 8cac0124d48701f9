import type { StepVerdict } from '../../core/verdict/step-verdict';
import { headline } from '../headline';
import { html, type Html } from '../html';
import { modelLabel, percent, points, signedPercent, whole } from '../numbers';
import type { ReportData } from '../report-data';
import { headVerdict, verdictLooks, verdictSentence } from '../verdict-words';
import { intervalNote, intervalRow, type IntervalRow } from './interval-row';

/** The answer to the one question that everybody has, with how sure it is. `kicker` says of which run, beside others. */
export function verdictSection(report: ReportData, { id = 'verdict', kicker = '' } = {}): Html {
  const head = headVerdict(report);
  const above = kicker === '' ? null : html`<p class="kicker plain">${kicker}</p>`;
  if (!head)
    return html`<section id="${id}" class="verdict open">
      ${above}
      <h2 class="verdict-word">No verdict yet</h2>
      <p class="headline">${headline(report)}</p>
    </section>`;
  const { word, sign, tone } = verdictLooks[head.verdict];
  const others = report.verdicts.filter((step) => step !== head);
  return html`<section id="${id}" class="verdict ${tone}">
    <div>
      ${above}
      <h2 class="verdict-word"><span aria-hidden="true">${sign}</span> ${word}</h2>
      <p class="headline">${verdictSentence(head)}.</p>
      ${lengthNote(head)}
    </div>
    ${evidence(head)} ${others.length === 0 ? null : steps(others)}
  </section>`;
}

/** Each measure as an interval around what no difference would be. */
function evidence(step: StepVerdict): Html {
  const { accuracy, winRate, equalLengthWinRate, selfJudged } = step;
  const judge = selfJudged ? 'by its own judgement' : 'by an outside judge';
  const rows = [
    ...(accuracy
      ? [
          intervalRow({
            label: 'Agreement with people',
            value: points(accuracy.change.estimate),
            basis: `${percent(accuracy.older)} → ${percent(accuracy.newer)}, ${whole(accuracy.items)} instructions`,
            ends: [points(accuracy.change.low), points(accuracy.change.high)],
            interval: accuracy.change,
          }),
        ]
      : []),
    ...(winRate
      ? [
          intervalRow({
            label: `Win rate ${judge}`,
            value: percent(winRate.interval.estimate),
            basis: `${winRate.wins} won, ${winRate.ties} tied, ${winRate.losses} lost`,
            ends: [percent(winRate.interval.low), percent(winRate.interval.high)],
            interval: shifted(winRate.interval),
          }),
        ]
      : []),
    ...(equalLengthWinRate
      ? [
          intervalRow({
            label: 'Win rate at equal length',
            value: percent(equalLengthWinRate.estimate),
            basis: 'what is left when length is taken out',
            ends: [percent(equalLengthWinRate.low), percent(equalLengthWinRate.high)],
            interval: shifted(equalLengthWinRate),
          }),
        ]
      : []),
  ];
  return html`<div class="evidence">
    ${rows.length === 0 ? html`<p class="empty">Nothing was measured of both models.</p>` : rows}
    ${rows.length === 0 ? null : html`<p class="note">${intervalNote}</p>`}
  </div>`;
}

function shifted({ estimate, low, high }: IntervalRow['interval']): IntervalRow['interval'] {
  return { estimate: estimate - 0.5, low: low - 0.5, high: high - 0.5 };
}

function lengthNote({ length }: StepVerdict): Html | null {
  if (!length) return null;
  return html`<p class="verdict-length">
    Answers: ${whole(length.older)} → ${whole(length.newer)} characters
    <strong>${signedPercent(length.growth.estimate)}</strong>
    <small>(95 %: ${signedPercent(length.growth.low)} to ${signedPercent(length.growth.high)})</small>
  </p>`;
}

function steps(others: readonly StepVerdict[]): Html {
  return html`<ul class="verdict-steps" aria-label="Verdicts on the other steps">
    ${others.map(({ newer, older, verdict }) => {
      const { word, sign, tone } = verdictLooks[verdict];
      return html`<li class="${tone}">
        <span>${modelLabel(newer)} v ${modelLabel(older)}</span>
        <strong><span aria-hidden="true">${sign}</span> ${word}</strong>
      </li>`;
    })}
  </ul>`;
}
