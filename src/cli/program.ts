import { Command } from 'commander';
import { addApprove } from './commands/approve';
import { addAudit } from './commands/audit';
import { addCodec } from './commands/codec';
import { addData } from './commands/data';
import { addDemo } from './commands/demo';
import { addDoctor } from './commands/doctor';
import { addDown } from './commands/down';
import { addEval } from './commands/eval';
import { addExplain } from './commands/explain';
import { addExtend } from './commands/extend';
import { addInit } from './commands/init';
import { addMethods } from './commands/methods';
import { addPause } from './commands/pause';
import { addReject } from './commands/reject';
import { addReport } from './commands/report';
import { addResume } from './commands/resume';
import { addRun } from './commands/run';
import { addScorer } from './commands/scorer';
import { addSelect } from './commands/select';
import { addSetup } from './commands/setup';
import { addStatus } from './commands/status';
import { addStop } from './commands/stop';
import { addUp } from './commands/up';
import { addWatch } from './commands/watch';
import { srlmVersion } from '../core/version';
import type { CommandContext } from './command-context';
import { environmentHelp } from './environment-help';
import { exitCodeHelp } from './exit-codes';

const EXAMPLES = `
Examples:
  srlm up                                   everything on this machine, until Ctrl-C
  srlm run '{"run": "demo"}' --watch        a run with every default, watched
  srlm init demo.yaml --name demo           a recipe to change
  srlm report demo                          models, scores and plots of a run`;

const GROUPS: readonly { title: string; commands: readonly ((program: Command, context: CommandContext) => void)[] }[] =
  [
    { title: 'This machine:', commands: [addDemo, addUp, addDown, addDoctor, addSetup, addCodec, addScorer] },
    { title: 'Runs:', commands: [addMethods, addInit, addRun, addStatus, addWatch, addReport, addEval, addData] },
    { title: 'Proving a run:', commands: [addAudit, addExplain, addSelect] },
    { title: 'Steering a run:', commands: [addPause, addResume, addApprove, addReject, addExtend, addStop] },
  ];

/** The command line. Errors are thrown, never exits, so that the caller explains all of them in one place. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('srlm')
    .description('Durable self-rewarding training of language models: runs that survive whatever dies.')
    .version(`srlm ${srlmVersion} (Node ${process.version})`, '-V, --version', 'print the versions of srlm and of Node')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.data(text.trimEnd()),
      writeErr: (text) => context.terminal.log(text.trimEnd()),
    })
    .showHelpAfterError('(--help after a command explains it)')
    .addHelpText('after', EXAMPLES)
    .addHelpText('after', () => `\n${exitCodeHelp()}\n\n${environmentHelp()}`);
  for (const { title, commands } of GROUPS) {
    program.commandsGroup(title);
    for (const add of commands) add(program, context);
  }
  return program;
}
