import type { Command } from 'commander';
import { methods } from '../../recipes/registry/methods';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { findMethod } from '../find-method';
import { renderMethod, renderMethods } from '../view/render-method';

const HELP = `
A method is a preset of the recipe: \`method: NAME\` takes it, and every field that you type goes over it.
Methods of your own are files in the folders that SRLM_METHODS names; examples/own-method has one.

Examples:
  srlm methods
  srlm methods meta-rewarding
  srlm init demo.yaml --method meta-rewarding`;

export function addMethods(program: Command, { terminal }: CommandContext): void {
  program
    .command('methods')
    .summary('list the methods, or explain one')
    .description(
      'Lists the methods; with NAME: what it does, where it differs from its source, its figures and recipe.',
    )
    .argument('[NAME]', 'the method to explain')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((name: string | undefined, options: JsonOptions) => {
      if (name !== undefined) {
        const method = findMethod(name);
        return print(terminal, options, method, renderMethod(method));
      }
      const all = [...methods().values()];
      const brief = all.map((method) => ({ name: method.name, title: method.title, source: method.source }));
      return print(terminal, options, brief, renderMethods(brief));
    });
}
