import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { writeNewFile } from '../../audit/bundle/write-new-file';
import {
  judgementRecordSchema,
  pairRecordSchema,
  promptRecordSchema,
  responseRecordSchema,
  type PromptRecord,
} from '../../core/records';
import { comparePairs, type PairComparison } from '../../core/selection/compare-pairs';
import { deriveTrainingData, type TrainingData } from '../../core/selection/derive-training-data';
import { readAllRecords } from '../../data/read-records';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { settingsOfSelection } from '../../recipes/selection-settings';
import { readRecipe } from '../recipe/read-recipe';

interface SelectOptions extends JsonOptions {
  recipe: string;
  responses: string[];
  feedback: string[];
  prompts?: string;
  compare?: string;
  out?: string;
}

const HELP = `
Makes no call: it shows what another rule would have given. Iteration and prompts are found beside the responses when
they lie in the folder of a run.

Example:
  srlm select --recipe stricter.yaml --responses runs/demo/iterations/1/responses/*.jsonl \\
    --feedback runs/demo/iterations/1/feedback/*.jsonl --compare runs/demo/iterations/1/pairs.jsonl`;

export function addSelect(program: Command, { terminal }: CommandContext): void {
  program
    .command('select')
    .summary('select pairs again from recorded data')
    .description('Selects pairs from recorded responses and judgements by the rules of a recipe, and compares them.')
    .requiredOption('--recipe <recipe>', 'a YAML or JSON file, or inline JSON')
    .requiredOption('--responses <files...>', 'recorded responses (JSON Lines)')
    .requiredOption('--feedback <files...>', 'recorded judgements of them')
    .option('--prompts <file>', 'the prompts; without it prompts.jsonl in the folder above that of the responses')
    .option('--compare <file>', 'recorded pairs to compare with')
    .option('--out <file>', 'where to write the pairs; an existing file is left alone')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: SelectOptions) => {
      const selected = await selectAgain(options);
      const { pairs, discarded } = selected;
      const recorded = options.compare === undefined ? null : await readAllRecords(options.compare, pairRecordSchema);
      const comparison = recorded && comparePairs(recorded, pairs);
      if (options.out !== undefined) await writeNewFile(options.out, linesOf(pairs));
      const result = { pairs: pairs.length, discarded, comparison, out: options.out ?? null };
      print(terminal, options, result, summary(selected, comparison, options.out));
    });
}

async function selectAgain(options: SelectOptions): Promise<TrainingData> {
  const recipe = (await readRecipe(options.recipe, undefined)).resolved;
  const [first = ''] = options.responses;
  const folder = dirname(dirname(resolve(first)));
  const prompts: PromptRecord[] = await readAllRecords(
    options.prompts ?? join(folder, 'prompts.jsonl'),
    promptRecordSchema,
  );
  const responses = await Promise.all(options.responses.map((file) => readAllRecords(file, responseRecordSchema)));
  const judgements = await Promise.all(options.feedback.map((file) => readAllRecords(file, judgementRecordSchema)));
  return deriveTrainingData(
    settingsOfSelection({ ...recipe, pairPool: 'current' }, { ...attemptOf(folder), models: undefined }),
    { prompts, shards: [{ responses: responses.flat(), judgements: judgements.flat() }], earlier: [] },
  );
}

/** The name of an iteration's folder, "2" or "2.3", decides how ties are broken. */
function attemptOf(folder: string): { iteration: number; attempt: number } {
  const [, iteration = '1', attempt = '1'] = /^(\d+)(?:\.(\d+))?$/.exec(basename(folder)) ?? [];
  return { iteration: Number(iteration), attempt: Number(attempt) };
}

async function* linesOf(rows: readonly object[]): AsyncGenerator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}

function summary(
  { pairs, discarded }: TrainingData,
  comparison: PairComparison | null,
  out: string | undefined,
): string {
  const dropped = Object.entries(discarded).filter(([, count]) => count > 0);
  return [
    `${pairs.length} pairs; discarded prompts: ${dropped.map(([reason, count]) => `${reason} ${count}`).join(', ') || 'none'}`,
    ...(comparison
      ? [
          `Against the recorded pairs: ${comparison.same} the same, ${comparison.otherChosen} with another chosen, ` +
            `${comparison.otherRejected} with another rejected, ${comparison.bothOther} with both others, ` +
            `${comparison.gained} gained, ${comparison.lost} lost`,
        ]
      : []),
    ...(out === undefined ? [] : [`Wrote ${out}`]),
  ].join('\n');
}
