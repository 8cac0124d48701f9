import type { Command } from 'commander';
import { writeNewFile } from '../../audit/bundle/write-new-file';
import { pairRecordSchema } from '../../core/records';
import { comparePairs, type PairComparison } from '../../core/selection/compare-pairs';
import type { TrainingData } from '../../core/selection/derive-training-data';
import { readAllRecords } from '../../data/read-records';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { selectAgain, type SelectionFiles } from '../select-again';

interface SelectOptions extends JsonOptions, SelectionFiles {
  compare?: string;
  out?: string;
}

const HELP = `
Makes no call: it shows what another rule would have given. Iteration, prompts and models are found beside the responses
when they lie in the folder of a run. Feedback of every critic is taken, in files of its own or mixed.

Example:
  srlm select --recipe stricter.yaml --responses runs/demo/iterations/1/responses/*.jsonl \\
    --feedback runs/demo/iterations/1/feedback/*.jsonl --compare runs/demo/iterations/1/pairs.jsonl`;

export function addSelect(program: Command, { terminal }: CommandContext): void {
  program
    .command('select')
    .summary('select pairs again from recorded data')
    .description('Selects pairs from recorded responses and feedback by the rules of a recipe, and compares them.')
    .requiredOption('--recipe <recipe>', 'a YAML or JSON file, or inline JSON')
    .requiredOption('--responses <files...>', 'recorded responses (JSON Lines)')
    .option('--feedback <files...>', 'what critics said: judgements, verdicts, scores, log-probabilities, steps', [])
    .option('--ift <file>', "a data set of answers, where the rule takes its side; without it the run's own")
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
      const imitated = selected.examples - pairs.length;
      const result = { pairs: pairs.length, imitated, discarded, comparison, out: options.out ?? null };
      print(terminal, options, result, summary(selected, comparison, options.out));
    });
}

async function* linesOf(rows: readonly object[]): AsyncGenerator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}

function summary(
  { pairs, examples, discarded }: TrainingData,
  comparison: PairComparison | null,
  out: string | undefined,
): string {
  const dropped = Object.entries(discarded).filter(([, count]) => count > 0);
  const imitated = examples > pairs.length ? ` and ${examples - pairs.length} answers to imitate` : '';
  return [
    `${pairs.length} pairs${imitated}; discarded prompts: ${dropped.map(([reason, count]) => `${reason} ${count}`).join(', ') || 'none'}`,
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
