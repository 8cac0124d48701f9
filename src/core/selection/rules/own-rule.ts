import { z } from 'zod';
import { seedScope } from '../../seed-scope';
import { createRandom, deriveSeed, type Random } from '../../seeds';
import { mayBeChosen, readSame } from '../candidate-rules';
import { orderedPair } from '../example-parts';
import type { PromptRecords, SelectionScope, Selector } from '../selector';
import { accumulate, type PromptExamples } from './accumulate';
import { scoresOf } from './scores-of';

/** What a person's own selector is shown of a prompt: everything that is recorded, and draws that repeat. */
export interface OwnSelectorInput extends PromptRecords {
  iteration: number;
  /** What the critic of the selection gives, by the id of the response; a response that it could not score is not there. */
  scores: Record<string, number>;
  random: Random;
}

/** A person's own selector, which must depend on its input alone; `digest` is that of its file. */
export interface OwnSelector {
  file: string;
  digest: string;
  call: (input: OwnSelectorInput) => unknown;
}

const responseId = z.string().min(1);
const selectionSchema = z
  .strictObject({
    pairs: z
      .array(
        z.strictObject({
          chosenId: responseId,
          rejectedId: responseId,
          chosenScore: z.number().nullable().default(null),
          rejectedScore: z.number().nullable().default(null),
          weight: z.number().positive().default(1),
          /** How probable it is that chosen is the better one, for the objective dpo_soft. */
          confidence: z.number().min(0).max(1).optional(),
          /** Ids of the judgements and feedback that it rests on. */
          restsOn: z.array(z.string()).default([]),
        }),
      )
      .default([]),
    /** Why there is no pair, where there is none. */
    discarded: z.string().min(1).optional(),
  })
  .refine(({ pairs, discarded }) => pairs.length > 0 !== (discarded !== undefined), {
    path: ['discarded'],
    message: 'must say why where there are no pairs, and nowhere else',
  });
type OwnPair = z.infer<typeof selectionSchema>['pairs'][number];

/** Thrown when a selector fails, or gives what is no selection; the message names its file and the prompt. */
export class InvalidSelectionError extends Error {
  override readonly name = 'InvalidSelection';
}

/** Pairs as a module of a person orders them. What no method learns from (methods sheet, 0.3) is discarded here too. */
export function ownRule(
  selector: OwnSelector,
  { critic }: { critic?: string | undefined },
  scope: SelectionScope,
): Selector {
  return accumulate((records) => {
    const { pairs, discarded } = ask(selector, {
      ...records,
      iteration: scope.iteration,
      scores: Object.fromEntries(
        (critic === undefined ? [] : scoresOf(records, critic, scope)).map(({ id, score }) => [id, score]),
      ),
      random: createRandom(deriveSeed({ ...seedScope(scope), promptId: records.prompt.id, purpose: 'own-selector' })),
    });
    const outcomes = pairs.map((pair, number) =>
      toPair(selector, records, pair, { number, iteration: scope.iteration }),
    );
    const counts: Record<string, number> = discarded === undefined ? {} : { [discarded]: 1 };
    for (const outcome of outcomes) if (typeof outcome === 'string') counts[outcome] = (counts[outcome] ?? 0) + 1;
    return { pairs: outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome])), discarded: counts };
  });
}

function ask({ file, call }: OwnSelector, input: OwnSelectorInput): z.infer<typeof selectionSchema> {
  const { id } = input.prompt;
  let given: unknown;
  try {
    given = call(input);
  } catch (error) {
    throw new InvalidSelectionError(`${file} fails on prompt ${id}: ${String(error)}`, { cause: error });
  }
  const result = selectionSchema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'selection'}: ${message}`);
  throw new InvalidSelectionError(`${file} gives no selection of prompt ${id}: ${problems.join('; ')}`);
}

function toPair(
  { file }: OwnSelector,
  { prompt, responses }: PromptRecords,
  { chosenId, rejectedId, restsOn, ...given }: OwnPair,
  { number, iteration }: { number: number; iteration: number },
): NonNullable<PromptExamples['pairs']>[number] | 'unfit-chosen' | 'identical-text' {
  const named = (id: string) => {
    const response = responses.find((each) => each.id === id);
    if (response) return response;
    throw new InvalidSelectionError(`${file} names ${id}, which is no response to prompt ${prompt.id}`);
  };
  const [chosen, rejected] = [named(chosenId), named(rejectedId)];
  if (!mayBeChosen(chosen)) return 'unfit-chosen';
  if (readSame(chosen, rejected)) return 'identical-text';
  const { feedbackIds, ...pair } = orderedPair(
    { prompt, iteration },
    { chosen, rejected, number, feedbackIds: restsOn },
  );
  return { ...pair, ...given, judgementIds: feedbackIds };
}
