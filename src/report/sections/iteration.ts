import { describeRubric } from '../../core/guard-rails/rubric-trial';
import { describeSafety } from '../../core/guard-rails/safety-counts';
import type { ConsistencyReport, CriticReport, IterationReport } from '../data/iteration-data';
import { withoutKept } from '../dropped';
import { comparedScoresFigure } from '../figures/compared-scores';
import { criticScoresFigures } from '../figures/critic-scores';
import { drawFigure } from '../figures/draw-figure';
import { numbersTable } from '../figures/numbers-table';
import { promptCategoriesFigure } from '../figures/prompt-categories';
import { promptFiltersFigure } from '../figures/prompt-filters';
import { responseLengthsFigure } from '../figures/response-lengths';
import { scoreDistributionFigure } from '../figures/score-distribution';
import { html, type Html } from '../html';
import { anchorOf } from '../iteration-anchor';
import { decimal, modelLabel, percent, whole } from '../numbers';
import { reasonBars } from './reason-bars';
import { tiles, type Tile } from './tiles';

export function iterationSection(report: IterationReport): Html {
  const { iteration, attempt, policy, makes, rejectedBecause } = report;
  const [scores, lengths] = [scoreDistributionFigure(report), responseLengthsFigure(report)];
  const [compared, categories] = [comparedScoresFigure(report), promptCategoriesFigure(report)];
  return html`<section id="iteration-${anchorOf(report)}">
    <h2>
      Iteration ${iteration}${attempt > 1 ? `, attempt ${attempt}` : ''}
      <span class="aside"
        >${modelLabel(policy)} makes the data, ${modelLabel(makes)} learns from it${standing(report)}</span
      >
    </h2>
    ${rejectedBecause === null ? null : html`<p class="note">Rejected: <bdi>${rejectedBecause}</bdi></p>`}
    ${steps(report)} ${guards(report)}
    <div class="plots packed">
      ${scores ? drawFigure(scores) : null} ${criticScoresFigures(report).map(drawFigure)}
      ${compared ? drawFigure(compared) : null} ${lengths ? drawFigure(lengths) : null}
      ${categories ? drawFigure(categories) : null} ${dropped(report)} ${outcomes(report.critics)}
    </div>
  </section>`;
}

function standing({ finished, rejectedBecause }: IterationReport): string {
  if (rejectedBecause !== null) return ' · replaced by a later attempt';
  return finished ? '' : ' · under way';
}

/** From prompts to pairs, each step with the number that says how well it went. */
function steps({ prompts, responses, judgements, critics, pairs, consistency }: IterationReport): Html {
  const total = prompts.seed + prompts.generated;
  const said = critics.reduce((sum, { count }) => sum + count, 0);
  return tiles([
    {
      name: 'Prompts',
      figure: whole(total),
      words: promptWords(prompts),
    },
    ...(responses
      ? [
          {
            name: 'Responses',
            figure: whole(responses.count),
            words: responseWords(responses),
          },
        ]
      : []),
    ...(judgements ? [{ name: 'Judgements', figure: whole(judgements.count), words: judgementWords(judgements) }] : []),
    ...(said > 0
      ? [{ name: judgements ? 'Other critics' : 'Feedback', figure: whole(said), words: criticWords(critics) }]
      : []),
    ...(pairs ? [{ name: 'Pairs', figure: whole(pairs.count), words: pairWords(pairs, total) }] : []),
    ...(consistency ? [consistencyTile(consistency)] : []),
  ]);
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

function promptWords({ seed, generated, diversity }: IterationReport['prompts']): string {
  const origins = `${whole(seed)} from the seed, ${whole(generated)} generated`;
  if (!diversity || generated === 0) return origins;
  const { meanMaxRouge, distinct2 } = diversity;
  return `${origins}: distinct-2 ${decimal(distinct2)}, mean ROUGE-L to the closest earlier prompt ${decimal(meanMaxRouge)}`;
}

function responseWords({
  count,
  truncated,
  duplicates,
  meanTokens,
}: NonNullable<IterationReport['responses']>): string {
  const leftOut = duplicates === undefined ? '' : `; ${whole(duplicates)} duplicates left out`;
  return `mean ${whole(meanTokens)} tokens, ${percent(truncated / count)} cut${leftOut}`;
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

function criticWords(critics: readonly CriticReport[]): string {
  return critics.map(({ critic, count }) => `${critic} ${whole(count)}`).join(', ');
}

function pairWords(pairs: NonNullable<IterationReport['pairs']>, prompts: number): string {
  const share = prompts === 0 ? '' : `from ${percent(pairs.count / prompts)} of prompts; `;
  const lengths = `chosen ${whole(pairs.chosenMeanCharacters)} and rejected ${whole(pairs.rejectedMeanCharacters)} characters`;
  return `${share}mean gap ${decimal(pairs.meanGap)}; ${lengths}`;
}

/** CREAM's C compares other preferences, so that it stands beside the ratio and is no part of it. */
function consistencyTile({ ratio, pairs, cream }: ConsistencyReport): Tile {
  const where = pairs === null ? 'in the last steps of training' : `of ${whole(pairs)} pairs`;
  const words = [
    ...(ratio === null ? [] : [`judge and implicit reward prefer the same side ${where}`]),
    ...(cream ? [creamWords(cream)] : []),
  ];
  const figure = ratio === null ? decimal(cream?.value) : percent(ratio);
  return { name: 'Consistency', figure, words: words.join('; ') };
}

function creamWords({ value, prompts, unmeasured }: NonNullable<ConsistencyReport['cream']>): string {
  const where = `the responses to ${whole(prompts)} prompts (${whole(unmeasured)} not measured)`;
  return `C of CREAM ${decimal(value)}: how alike the model and the one before it rank ${where}`;
}

function outcomes(critics: readonly CriticReport[]): Html[] {
  return critics.flatMap(({ critic, kind, outcomes: counts }) =>
    counts
      ? [
          html`<figure class="plot">
            <figcaption>${kind === 'solution' ? 'How solutions ended' : 'Who won'}: ${critic}</figcaption>
            ${reasonBars('', counts)}
          </figure>`,
        ]
      : [],
  );
}

function dropped(report: IterationReport): Html | null {
  const { pairs, prompts, setAside } = report;
  const filters = promptFiltersFigure(report);
  const parts = [
    reasonBars('Prompts that gave no pair', pairs?.discarded ?? {}),
    reasonBars('Generated prompts that failed a filter', withoutKept(prompts.generation)),
    reasonBars('Set aside, because no server can take them', setAside),
  ].filter((part) => part !== null);
  return parts.length === 0 && !filters
    ? null
    : html`<figure class="plot">
        <figcaption>Dropped, by reason</figcaption>
        ${parts} ${filters ? numbersTable(filters.name, filters.title, filters.table) : null}
      </figure>`;
}
