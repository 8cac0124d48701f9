import { comparisonPrinciples, type ComparisonPrinciple } from '../../core/constitution/comparison-principles';
import type { PreferenceRecord } from '../../core/feedback-records';
import { preferenceQuestion } from '../../core/judging/label-call';
import { reasoningMessages } from '../../core/judging/label-preference-prompt';
import {
  clampAfterReasoning,
  drawOrder,
  labelLogpsSchema,
  labelProbability,
  optionsIn,
  probabilityOfFirst,
  type OptionOrder,
} from '../../core/judging/label-probability';
import { createRandom, deriveSeed } from '../../core/seeds';
import type { UnlabelledPairRecord } from '../../core/selection/example-records';
import { selectUnlabelled } from '../../core/selection/unlabelled-pairs';
import type { CallRunner } from '../labelling/call-runner';
import { labelCall } from '../labelling/label-call';
import { textCall, textReplySchema } from '../labelling/text-call';
import type { Critique, CritiqueSettings } from './critique';
import { voteOnPair } from './vote-on-pair';

type Settings = CritiqueSettings<'preference'>;

/** A pair under one principle, or under helpfulness where none is given. */
interface Question {
  pair: UnlabelledPairRecord;
  principle: ComparisonPrinciple | undefined;
  settings: Settings;
}

/**
 * How probable it is that one response is better than another, from the probabilities of the labels (2212.08073;
 * 2502.08922): for each pair as many calls as orders, times the principles, and twice that with reasons first. Or by
 * sampled verdicts: two calls a pair, of so many samples each.
 */
export const comparePreferences: Critique<'preference'> = async (runner, settings, { prompt, responses }) => {
  const { scope, critic } = settings;
  const records = { scope, prompts: [prompt], responses };
  const { examples } = selectUnlabelled(records, { perPrompt: critic.pairsPerPrompt });
  const { votesPerOrder } = critic;
  if (votesPerOrder !== undefined)
    return Promise.all(
      examples.map(async (pair) => ({
        ...subjectOf({ pair, principle: undefined, settings }),
        ...(await voteOnPair(runner, settings, { pair, votesPerOrder })),
      })),
    );
  const questions = examples.flatMap((pair) =>
    principlesFor(pair, settings).map((principle) => ({ pair, principle, settings })),
  );
  return (await Promise.all(questions.map((question) => preferenceOf(runner, question)))).flat();
};

function principlesFor(pair: UnlabelledPairRecord, { critic, scope }: Settings): (ComparisonPrinciple | undefined)[] {
  if (!critic.principles) return [undefined];
  if (critic.ensemble) return [...comparisonPrinciples];
  const purpose = `preference-principle/${pair.firstId}/${pair.secondId}`;
  return [createRandom(deriveSeed({ ...scope, promptId: pair.promptId, purpose })).pick(comparisonPrinciples)];
}

/** None where the labels could not be read in every order that was asked for. */
async function preferenceOf(runner: CallRunner, question: Question): Promise<PreferenceRecord[]> {
  const { principle, settings } = question;
  const { critic } = settings;
  const orders = ordersOf(question);
  const said = await Promise.all(
    orders.map(async (order) => ({ order, ...(await askInOrder(runner, question, order)) })),
  );
  const known = said.flatMap(({ order, probability }) => (probability === null ? [] : [[order, probability] as const]));
  const mean = probabilityOfFirst(Object.fromEntries(known));
  if (mean === null || known.length < orders.length) return [];
  return [
    {
      ...subjectOf(question),
      ...clampAfterReasoning(mean, critic.chainOfThought),
      orders: critic.orders,
      ...(principle ? { principle: principle.id } : {}),
      callKeys: said.flatMap(({ keys }) => keys),
    },
  ];
}

/** Who said it, and of which two. */
function subjectOf({ pair: { promptId, firstId, secondId }, principle, settings: { judge } }: Question) {
  const name = `${firstId.slice(promptId.length + 1)}-${secondId.slice(promptId.length + 1)}`;
  return {
    kind: 'preference' as const,
    id: [`${promptId}.q${name}`, ...(principle ? [principle.id] : [])].join('.'),
    promptId,
    model: judge.digest,
    firstId,
    secondId,
  };
}

function ordersOf(question: Question): OptionOrder[] {
  if (question.settings.critic.orders === 2) return ['forward', 'backward'];
  return [drawOrder(createRandom(seedOf(question, 'order')))];
}

/** The probability of the label A, and the calls that it rests on. */
async function askInOrder(runner: CallRunner, question: Question, order: OptionOrder) {
  const { pair, principle, settings } = question;
  const { judge: served, critic, sampling } = settings;
  const options = {
    prompt: pair.prompt,
    ...optionsIn(order, pair),
    ...(principle ? { principle: principle.question } : {}),
  };
  const place = { row: pair.firstId, affinity: pair.promptId };
  const keys: string[] = [];
  let reasoning: string | undefined;
  if (critic.chainOfThought) {
    const [messages, seed] = [reasoningMessages(options), seedOf(question, order)];
    const thinking = textCall({ served, messages, sampling, seed, samples: 1, ...place });
    const outcome = await runner.run(thinking, textReplySchema);
    keys.push(...thinking.keys);
    const [thought] = outcome.kind === 'answered' ? outcome.replies : [];
    if (!thought) return { keys, probability: null };
    reasoning = thought.text;
  }
  const call = labelCall({ served, question: preferenceQuestion(options, reasoning), ...place });
  const outcome = await runner.run(call, labelLogpsSchema);
  const [logps] = outcome.kind === 'answered' ? outcome.replies : [];
  return { keys: [...keys, ...call.keys], probability: logps ? labelProbability(logps) : null };
}

function seedOf({ pair, principle, settings }: Question, purpose: string): number {
  const about = [pair.firstId, pair.secondId, ...(principle ? [principle.id] : []), purpose].join('/');
  return deriveSeed({ ...settings.scope, promptId: pair.promptId, purpose: `preference/${about}` });
}
