import type { Command } from 'commander';
import type { CommandContext } from '../command-context';
import { addEvalArenaHard } from './eval/arena-hard';
import { addEvalCategories } from './eval/categories';
import { addEvalGsm8k } from './eval/gsm8k';
import { addEvalIfeval } from './eval/ifeval';
import { addEvalJudgeAccuracy } from './eval/judge-accuracy';
import { addEvalMtBench } from './eval/mt-bench';
import { addEvalPanel } from './eval/panel';
import { addEvalRun } from './eval/run';
import { addEvalWinrate } from './eval/winrate';

const HELP = `
Every command but "categories" and "run" reads files alone, in the formats of the upstream projects; no server has to run.
Intervals are bootstrap intervals over the items, and repeat.

Examples:
  srlm eval winrate --outputs m2.json --baseline gpt4.json --annotations annotations.json
  srlm eval ifeval --questions input_data.jsonl --outputs m2.jsonl --against m1.jsonl`;

const COMMANDS = [
  addEvalWinrate,
  addEvalCategories,
  addEvalMtBench,
  addEvalArenaHard,
  addEvalJudgeAccuracy,
  addEvalIfeval,
  addEvalGsm8k,
  addEvalPanel,
  addEvalRun,
];

export function addEval(program: Command, context: CommandContext): void {
  const evaluate = program
    .command('eval')
    .summary('figures of benchmarks, from files or of a served model')
    .description(
      'Computes the figures of public benchmarks, from answers and judgements in files or of a served model.',
    )
    .addHelpText('after', HELP);
  for (const add of COMMANDS) add(evaluate, context);
}
