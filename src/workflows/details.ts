import { benchmarkTable } from './benchmark-table';
import { escapeMarkdown, markdownCode } from '../core/escape-markdown';
import { describeSafety } from '../core/guard-rails/safety-counts';
import { visibleLine } from '../core/visible-text';
import type { IterationCounts } from '../core/iteration-counts';
import { biasTable } from './bias-table';
import { decimal, percent } from './detail-figures';
import type { ModelStatus, RunStatus } from './status';

const BAR_WIDTH = 24;
/** Every shard of thousands may note rows that it set aside; the page stays readable, and the status has them all. */
const SHOWN_NOTES = 20;

/** The Markdown that the Web UI shows as the current details of a workflow. What people wrote in it stays text. */
export function describeStatus(status: RunStatus): string {
  return [
    headline(status),
    ...(status.headline === undefined ? [] : [`**${escapeMarkdown(status.headline)}**`]),
    ...(status.progress ? [bar(status.progress)] : []),
    ...(status.notes.length > 0 ? [notesList(status.notes)] : []),
    ...(status.counts ? [countsTable(status.counts)] : []),
    ...(status.counts?.safety ? [describeSafety(status.counts.safety)] : []),
    ...(status.models.length > 0 ? [modelsTable(status.models)] : []),
    ...biasTable(status.models),
    ...benchmarkTable(status.models),
    ...(status.report === null ? [] : [reportLine(status.report, status.reportLink)]),
    // The Web UI cuts the last lines of the details off.
    '&nbsp;',
  ].join('\n\n');
}

function reportLine(path: string, link: string | undefined): string {
  const where = `${markdownCode(path)} in the store`;
  return link === undefined ? `Report: ${where}` : `[Report](${encodedLink(link)}): ${where}`;
}

/** Nothing in it ends the link, begins something else, or hides. */
function encodedLink(link: string): string {
  return visibleLine(link).replace(/[^\w\-.~:/%?&=+@,]/g, (character) =>
    encodeURIComponent(character).replace(/[!'()*]/g, hexadecimal),
  );
}

function hexadecimal(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function headline(status: RunStatus): string {
  const { run, iteration, iterations, stage, subject, stopping, attempt } = status;
  const where =
    iteration === 0 ? '' : `, iteration ${iteration} of ${iterations}${attempt > 1 ? ` (attempt ${attempt})` : ''}`;
  const flags = `${pausedFlag(status)}${stopping ? ' · stopping after this iteration' : ''}`;
  return `### ${escapeMarkdown(run)}${where}: ${stage}${subject === '' ? '' : ` ${escapeMarkdown(subject)}`}${flags}`;
}

function pausedFlag({ paused, pauseWaitsFor }: RunStatus): string {
  if (!paused) return '';
  return pauseWaitsFor === null ? ' · **paused**' : ` · **paused as soon as ${escapeMarkdown(pauseWaitsFor)} ends**`;
}

function notesList(notes: readonly string[]): string {
  const earlier = notes.length - SHOWN_NOTES;
  return [
    ...(earlier > 0 ? [`- ${earlier} earlier notes are in the status`] : []),
    ...notes.slice(-SHOWN_NOTES).map((note) => `- ${escapeMarkdown(note)}`),
  ].join('\n');
}

function bar({ done, total, unit }: NonNullable<RunStatus['progress']>): string {
  const filled = total === 0 ? 0 : Math.round((BAR_WIDTH * done) / total);
  return `\`${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}\` ${done} of ${total} ${unit}`;
}

function countsTable(counts: IterationCounts): string {
  const discarded = Object.entries(counts.discarded).flatMap(([reason, count]) =>
    count > 0 ? [`${escapeMarkdown(reason)} ${count}`] : [],
  );
  const responses = counts.duplicates ? `${counts.responses} + ${counts.duplicates} duplicates` : counts.responses;
  return [
    '| prompts | responses | judgements | set aside | parse rate | scores 0 to 5 | pairs | discarded |',
    '|---|---|---|---|---|---|---|---|',
    `| ${counts.prompts} | ${responses} | ${counts.judgements} | ${counts.quarantined.prompts + counts.quarantined.responses} | ${percent(counts.parseRate)} | ${counts.scoreHistogram.join(' · ')} | ${counts.pairs} | ${discarded.join(', ') || 'none'} |`,
  ].join('\n');
}

function modelsTable(models: ModelStatus[]): string {
  return [
    '| model | digest | pairwise accuracy | Spearman | parse rate | answer length | head-to-head |',
    '|---|---|---|---|---|---|---|',
    ...models.map(({ model, evaluation, comparisons, rejectedBecause }) => {
      const judge = evaluation?.judge;
      const wins = comparisons.map(
        (comparison) =>
          `${comparison.wins}-${comparison.ties}-${comparison.losses} v ${escapeMarkdown(comparison.older)}${comparison.selfJudged ? ' (self-judged)' : ''}`,
      );
      return `| ${escapeMarkdown(model.name)}${rejectedBecause === undefined ? '' : ' (rejected)'} | ${markdownCode(model.digest.slice(7, 19))} | ${percent(judge?.metrics.pairwiseAccuracy ?? null)} | ${decimal(judge?.metrics.spearman ?? null)} | ${percent(judge?.parseRate ?? null)} | ${decimal(evaluation?.answers.meanCharacters ?? null, 0)} | ${wins.join('; ')} |`;
    }),
  ].join('\n');
}
