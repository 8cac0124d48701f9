import type { Command } from 'commander';
import { diagnose } from '../../../infra/embedded/diagnose';
import type { Diagnosis } from '../../../infra/embedded/diagnosis';
import { readStackConfiguration } from '../../env';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { IncompleteError } from '../errors';

const HELP = `
It changes nothing. Exit code 5 says that something is missing or broken.

Example:
  srlm doctor`;

export function addDoctor(program: Command, { terminal }: CommandContext): void {
  program
    .command('doctor')
    .summary('check what this machine has')
    .description('Checks what the embedded engines need, says what is missing and what to do about it.')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: JsonOptions) => {
      const diagnoses = await diagnose(readStackConfiguration({}));
      print(terminal, options, diagnoses, diagnosisLines(diagnoses).join('\n'));
      const amiss = diagnoses.filter(({ state }) => state !== 'ok');
      if (amiss.length > 0) throw new IncompleteError(`Not in order: ${amiss.map(({ name }) => name).join(', ')}`);
    });
}

export function diagnosisLines(diagnoses: readonly Diagnosis[]): string[] {
  const width = Math.max(...diagnoses.map(({ name }) => name.length));
  return diagnoses.flatMap(({ name, state, detail, remedy }) => [
    `${state.padEnd('missing'.length)}  ${name.padEnd(width)}  ${detail}`,
    ...(remedy === '' ? [] : [`${' '.repeat('missing'.length + width + 4)}${remedy}`]),
  ]);
}
