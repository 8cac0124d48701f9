import { decimal, whole } from '../numbers';
import { html, type Html } from '../html';
import type { AnswerSample, PairSample } from '../data/iteration-data';
import { titleOf } from '../title-of';
import { untrustedText } from '../untrusted-text';

/** A few pairs of an iteration, from the widest score gap to the narrowest; the first is open. */
export function pairSamples(title: string, samples: readonly PairSample[], total: number): Html | null {
  if (samples.length === 0) return null;
  return html`<h3>
      ${title}
      <span class="aside">${samples.length} of ${whole(total)}, from the widest score gap to the narrowest</span>
    </h3>
    <div class="pairs">${samples.map((sample, index) => pairSample(sample, index === 0))}</div>`;
}

function pairSample(sample: PairSample, open: boolean): Html {
  const { prompt, chosen, rejected, unlabelled } = sample;
  const [first, second] = unlabelled ? ['First', 'Second'] : ['Chosen', 'Rejected'];
  return html`<details class="pair" ${open ? html` open` : null}>
    <summary>
      <span class="gap" title="score gap">${gap(chosen.score, rejected.score)}</span><bdi>${titleOf(prompt)}</bdi>
    </summary>
    <div class="prompt">
      <h4>Prompt <code>${sample.promptId}</code></h4>
      ${untrustedText(prompt)}
    </div>
    <div class="answers">${answer(first, 'chosen', chosen)}${answer(second, 'rejected', rejected)}</div>
  </details>`;
}

function gap(chosen: number | null, rejected: number | null): string {
  return chosen === null || rejected === null ? '–' : decimal(chosen - rejected, 1);
}

function answer(title: string, kind: 'chosen' | 'rejected', { text, score, judgements }: AnswerSample): Html {
  return html`<div class="${kind}">
    <h4>${title} <span class="score">${score === null ? 'not scored' : decimal(score)}</span></h4>
    ${untrustedText(text)}
    ${
      judgements.length === 0
        ? null
        : html`<details class="judgements">
            <summary>
              ${judgements.length === 1 ? '1 judgement' : `${judgements.length} judgements`}:
              ${judgements.map((judgement) => judgement.score ?? 'no score').join(', ')}
            </summary>
            ${judgements.map(
              (judgement) =>
                html`<div class="judgement">
                  <span class="score">${judgement.score ?? 'no score'}</span>${untrustedText(judgement.text)}
                </div>`,
            )}
          </details>`
    }
  </div>`;
}
