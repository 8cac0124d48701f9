import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import { addEvalWinrate } from './eval/winrate';

const HELP = `
Every command reads files alone, in the formats of the upstream projects; no server has to run. Intervals are 95 % bootstrap
intervals over the items, and repeat.

Examples:
  srlm eval winrate --outputs m2.json --baseline gpt4.json --annotations annotations.json
  srlm eval ifeval --questions input_data.jsonl --outputs m2.jsonl --against m1.jsonl`;

export function addEval(program: Command, context: CommandContext): void {
  const evaluate = program
    .command('eval')
    .summary('compute the figures of benchmarks from files')
    .description('Computes the figures of public benchmarks from answers and judgements that are in files.')
    .addHelpText('after', HELP);
  addEvalWinrate(evaluate, context);
}
