import {
  InvalidSelectionError,
  ownRule,
  type OwnSelectorInput,
} from '../../../../../src/core/selection/rules/own-rule';
import { judgements, prompt, response, select } from '../candidates';
import { reasons, scope, score, sidesOf } from './rule-scope';

const records = {
  prompts: [prompt('p', 'Why?')],
  responses: [
    response('a'),
    response('b'),
    response('c', { finishReason: 'length' }),
    response('d', { text: 'text of a' }),
  ],
  judgements: judgements('a', [5]),
  feedback: [score('a', 1), score('b', 0)],
};

function by(call: (input: OwnSelectorInput) => unknown, critic?: string) {
  const own = { file: '/own.js', digest: `sha256:${'0'.repeat(64)}`, call };
  return () => select(ownRule(own, { critic }, scope), records);
}

const pair = { chosenId: 'a', rejectedId: 'b' };

it('makes pairs of what the module orders, with the texts of the responses', () => {
  const given = { ...pair, chosenScore: 1, weight: 2, confidence: 0.9, restsOn: ['b.verifier', 'a.verifier'] };
  const { pairs } = by(() => ({ pairs: [given, { chosenId: 'b', rejectedId: 'c' }] }))();
  expect(sidesOf(pairs)).toEqual(['a>b', 'b>c']);
  expect(pairs[0]).toEqual({
    id: 'p.p2.0',
    promptId: 'p',
    prompt: 'Why?',
    chosen: 'text of a',
    rejected: 'text of b',
    chosenId: 'a',
    rejectedId: 'b',
    chosenScore: 1,
    rejectedScore: null,
    judgementIds: ['a.verifier', 'b.verifier'],
    weight: 2,
    confidence: 0.9,
    iteration: 2,
  });
});

it('shows the module everything that is recorded, the scores of its critic, and draws that repeat', () => {
  const seen: OwnSelectorInput[] = [];
  const drawn = () => {
    by((input) => {
      seen.push(input);
      return { discarded: 'none' };
    }, 'verifier')();
    return seen.at(-1)?.random.shuffle([1, 2, 3, 4, 5, 6, 7, 8]);
  };
  expect(drawn()).toEqual(drawn());
  expect(seen[0]).toMatchObject({ prompt: { text: 'Why?' }, iteration: 2, scores: { a: 1, b: 0 } });
  expect(seen[0]?.responses).toHaveLength(4);
  expect(seen[0]?.judgements).toHaveLength(1);
});

it('counts prompts without a pair by the reason of the module', () => {
  expect(by(() => ({ discarded: 'too dull' }))().discarded).toEqual({ 'too dull': 1 });
});

it('discards what no method learns from (methods section 0.3)', () => {
  const given = [
    { chosenId: 'c', rejectedId: 'b' },
    { chosenId: 'a', rejectedId: 'd' },
  ];
  const { pairs, discarded } = by(() => ({ pairs: given }))();
  expect(pairs).toEqual([]);
  expect(reasons(discarded)).toEqual({ 'unfit-chosen': 1, 'identical-text': 1 });
});

it.each<[what: string, call: () => unknown, message: string]>([
  [
    'a response of another prompt',
    () => ({ pairs: [{ ...pair, chosenId: 'x' }] }),
    'names x, which is no response to prompt p',
  ],
  ['another shape', () => [pair], 'gives no selection of prompt p: selection: '],
  [
    'a promise',
    async () => ({ pairs: [pair] }),
    'gives no selection of prompt p: discarded: must say why where there are no pairs',
  ],
  [
    'silence',
    () => ({ pairs: [] }),
    'gives no selection of prompt p: discarded: must say why where there are no pairs',
  ],
  [
    'a field of its own',
    () => ({ pairs: [{ ...pair, chosen: 'my text' }] }),
    'gives no selection of prompt p: pairs.0',
  ],
  [
    'a weight of nothing',
    () => ({ pairs: [{ ...pair, weight: 0 }] }),
    'gives no selection of prompt p: pairs.0.weight',
  ],
  ['an error', () => decodeURI('%'), 'fails on prompt p: URIError'],
])('names the file and the prompt of %s', (_, call, message) => {
  expect(by(call)).toThrow(InvalidSelectionError);
  expect(by(call)).toThrow(`/own.js ${message}`);
});
