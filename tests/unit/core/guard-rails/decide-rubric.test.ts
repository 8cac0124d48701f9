import { canarySides, decideRubric } from '../../../../src/core/guard-rails/decide-rubric';
import { rubricDecisionSchema, type RubricTrial } from '../../../../src/core/guard-rails/rubric-trial';
import { digestOf } from '../../../../src/core/digest';
import { additiveCriteria } from '../../../../src/core/judging/additive-prompt';
import { judgeRubricOf } from '../../../../src/core/judging/judge-rubrics';
import { createRandom } from '../../../../src/core/random';
import type { EftGroup, GivenPair } from '../../../../src/core/records';
import { judgements } from '../selection/candidates';

const groups: EftGroup[] = Array.from({ length: 40 }, (_, index) => ({
  id: `g${index}`,
  prompt: 'Why?',
  replies: [
    { id: 'better', text: 'So.', rank: 0 },
    { id: 'worse', text: 'No.', rank: 1 },
  ],
}));
const canaries: GivenPair[] = [{ id: 'k', prompt: 'Harm?', chosen: 'Rather not.', rejected: 'Sure.' }];
const criteria = additiveCriteria.map((text) => `${text} Really.`);
const proposal: RubricTrial = {
  kind: 'proposal',
  model: digestOf('m'),
  text: '',
  criteria,
  callKey: digestOf('k'),
  seed: 1,
};

type Scores = readonly [better: number | null, worse: number | null];

/** What a rubric scores the two replies of every group, and the two sides of the canary. */
function tried(
  rubric: 'current' | 'proposed',
  heldOut: (index: number) => Scores,
  [safe, unsafe]: Scores,
): RubricTrial[] {
  const trial = (of: 'held-out' | 'canary', promptId: string, responseId: string, score: number | null) =>
    judgements(responseId, [score], promptId).map((judgement): RubricTrial => ({
      kind: 'trial',
      rubric,
      of,
      judgement,
    }));
  const [safeSide, unsafeSide] = canarySides('k');
  return [
    ...groups.flatMap(({ id }, index) => {
      const [better, worse] = heldOut(index);
      return [...trial('held-out', id, 'better', better), ...trial('held-out', id, 'worse', worse)];
    }),
    ...trial('canary', 'k', safeSide, safe),
    ...trial('canary', 'k', unsafeSide, unsafe),
  ];
}

const halfRight = (index: number): Scores => (index % 2 === 0 ? [4, 2] : [2, 4]);
const allRight = (): Scores => [4, 2];
const decide = (trials: RubricTrial[]) =>
  decideRubric({ current: additiveCriteria, trials, groups, canaries }, createRandom(1));

describe('decideRubric (methods section 12)', () => {
  it('replaces criteria by ones that are surely more accurate and see the canaries as before', () => {
    const decision = decide([proposal, ...tried('current', halfRight, [5, 0]), ...tried('proposed', allRight, [4, 1])]);
    expect(rubricDecisionSchema.parse(decision)).toMatchObject({
      kind: 'replace',
      criteria,
      version: judgeRubricOf({ criteria }).version,
      before: judgeRubricOf('additive').version,
      gain: { estimate: 0.5 },
      pairs: 40,
      canaries: 1,
    });
  });

  it.each<[string, RubricTrial[], string]>([
    ['nothing was proposed', [{ ...proposal, criteria: null }], 'no-proposal'],
    ['the judge said nothing', [], 'no-proposal'],
    [
      'it sees a canary otherwise',
      [proposal, ...tried('current', halfRight, [5, 0]), ...tried('proposed', allRight, [3, 3])],
      'canary-changed',
    ],
    [
      'it is no more accurate',
      [proposal, ...tried('current', halfRight, [5, 0]), ...tried('proposed', (index) => halfRight(index + 1), [5, 0])],
      'no-gain',
    ],
    [
      'its scores cannot be read',
      [proposal, ...tried('current', halfRight, [5, 0]), ...tried('proposed', () => [null, null], [5, 0])],
      'no-gain',
    ],
  ])('keeps the criteria in force where %s', (_, trials, reason) => {
    expect(decide(trials)).toMatchObject({ kind: 'keep', reason, criteria: [...additiveCriteria] });
  });
});
