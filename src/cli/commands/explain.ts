import type { Command } from 'commander';
import { findPairs, type FoundPair, type PairQuery } from '../../audit/explain/find-pair';
import { pairStory } from '../../audit/explain/pair-story';
import { renderStory } from '../../audit/explain/render-story';
import { createFileSystemStore } from '../../store/file-system-store';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { InvalidInputError, NotFoundError } from '../errors';
import { runName } from '../run-name';

interface ExplainOptions extends JsonOptions {
  run?: string;
  iteration?: string;
}

const HELP = `
Pair ids are in pairs.jsonl of an iteration and in the report.

Example:
  srlm explain prompt-005.p1 --run demo`;

export function addExplain(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .summary('tell where a pair comes from')
    .description(
      'Tells the story of a pair: its prompt, every response with its judgements and models, and its training.',
    )
    .argument('<PAIR-ID>', 'the id of the pair')
    .option('--run <run>', 'the run, where several have a pair of that id')
    .option('--iteration <iteration>', 'the iteration, or "2.3" for the third attempt at it')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (id: string, options: ExplainOptions) => {
      const { store: root } = context.environment();
      const store = createFileSystemStore(root);
      const query = {
        id,
        iteration: options.iteration,
        run: options.run === undefined ? undefined : runName(options.run),
      };
      const story = await pairStory(store, theOne(await findPairs(store, query), query, root));
      print(context.terminal, options, story, renderStory(story));
    });
}

function theOne(found: readonly FoundPair[], { id }: PairQuery, root: string): FoundPair {
  const [first, ...others] = found;
  if (!first) throw new NotFoundError(`The store ${root} has no pair "${id}"; SRLM_STORE names another store`);
  if (others.length === 0) return first;
  const places = found.map(({ run, iteration, attempt }) => `--run ${run} --iteration ${iteration}.${attempt}`);
  throw new InvalidInputError([`Several pairs have the id "${id}"; say which:`, ...places].join('\n'));
}
