import { describeRubric } from '../../core/guard-rails/rubric-trial';
import { describeSafety } from '../../core/guard-rails/safety-counts';
import { modelLabel, percent, decimal, whole } from '../figures';
import { html, type Html } from '../html';
import { drawPlot } from '../plots/draw-plot';
import { responseLengthPlot } from '../plots/response-length';
import { scoreHistogramPlot } from '../plots/score-histogram';
import type { IterationReport } from '../report-data';
import { pairSamples } from './pair-samples';
import { reasonBars } from './reason-bars';

export function iterationSection(report: IterationReport): Html {
  const { iteration, attempt, policy, makes, responses, judgements, pairs } = report;
  return html`<section id="iteration-${anchorOf(report)}">
    <h2>
      Iteration ${iteration}${attempt > 1 ? `, attempt ${attempt}` : ''}
      <span class="aside"
        >${modelLabel(policy)} makes the data, ${modelLabel(makes)} learns from it${standing(report)}</span
      >
    </h2>
    ${steps(report)} ${guards(report)}
    <div class="plots">
      ${judgements ? drawPlot(scoreHistogramPlot(judgements)) : null}
      ${responses ? drawPlot(responseLengthPlot(responses)) : null} ${discarded(report)}
    </div>
    ${pairs ? pairSamples(pairs.samples, pairs.count) : null}
  </section>`;
}

function standing({ finished, replaced }: IterationReport): string {
  if (replaced) return ' · replaced by a later attempt';
  return finished ? '' : ' · under way';
}

export function anchorOf({ iteration, attempt }: IterationReport): string {
  return attempt === 1 ? String(iteration) : `${iteration}-${attempt}`;
}

/** From prompts to pairs, each step with the number that says how well it went. */
function steps({ prompts, responses, judgements, pairs }: IterationReport): Html {
  const total = prompts.seed + prompts.generated;
  return html`<ol class="steps">
    ${step('Prompts', whole(total), `${whole(prompts.seed)} from the seed, ${whole(prompts.generated)} generated`)}
    ${
      responses
        ? step(
            'Responses',
            whole(responses.count),
            `mean ${whole(responses.meanTokens)} tokens, ${percent(responses.truncated / responses.count)} cut`,
          )
        : null
    }
    ${judgements ? step('Judgements', whole(judgements.count), judgementWords(judgements)) : null}
    ${pairs ? step('Pairs', whole(pairs.count), pairWords(pairs, total)) : null}
  </ol>`;
}

function step(name: string, figure: string, words: string): Html {
  return html`<li><span class="name">${name}</span><strong>${figure}</strong><span class="words">${words}</span></li>`;
}

/** What the gates and guard rails of the iteration said, where they said anything. */
function guards({ safety, rubric, gate, makes }: IterationReport): Html | null {
  const sentences = [
    ...(rubric ? [describeRubric(rubric)] : []),
    ...(safety ? [describeSafety(safety)] : []),
    ...(gate && gate.decision.kind !== 'go on'
      ? [`gate, ${gate.decision.kind} before ${modelLabel(makes)}: ${gate.decision.reasons.join('; ')}`]
      : []),
  ];
  return sentences.length === 0 ? null : html`${sentences.map((sentence) => html`<p class="note">${sentence}</p>`)}`;
}

function judgementWords({
  parseRate,
  unparsed,
  constrained,
  meanScore,
}: NonNullable<IterationReport['judgements']>): string {
  const asked = `${percent(parseRate)} had a score at once`;
  return `${asked}, ${whole(constrained)} by constraint, ${whole(unparsed)} never; mean score ${decimal(meanScore)}`;
}

function pairWords(pairs: NonNullable<IterationReport['pairs']>, prompts: number): string {
  const share = prompts === 0 ? '' : `from ${percent(pairs.count / prompts)} of prompts; `;
  const lengths = `chosen ${whole(pairs.chosenMeanCharacters)} and rejected ${whole(pairs.rejectedMeanCharacters)} characters`;
  return `${share}mean gap ${decimal(pairs.meanGap)}; ${lengths}`;
}

function discarded({ pairs, prompts }: IterationReport): Html | null {
  const parts = [
    reasonBars('Prompts that gave no pair', pairs?.discarded ?? {}),
    reasonBars('Generated prompts that failed a filter', droppedOf(prompts.generation)),
  ].filter((part) => part !== null);
  return parts.length === 0
    ? null
    : html`<figure class="plot">
        <figcaption>Discarded, by reason</figcaption>
        ${parts}
      </figure>`;
}

function droppedOf(generation: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(generation).filter(([name]) => name !== 'kept' && name !== 'missing'));
}
