import {
  advance,
  drawPurpose,
  openSolution,
  prefixOf,
  type Solution,
  type StepCandidate,
} from '../../../../src/core/process/solution';
import { feedbackRecordSchema, type StepPairRecord } from '../../../../src/core/feedback-records';
import { stepPairOf, stepRecords } from '../../../../src/core/process/step-pairs';
import { pairRowOf } from '../../../../src/core/training/pair-rows';
import { createRandom } from '../../../../src/core/seeds';
import { comparison, response } from '../selection/candidates';

const prompt = { id: 'p', text: '2 + 2?' };
const candidate = (id: string, changes: Partial<StepCandidate> = {}): StepCandidate => ({
  ...response(id, { text: `${id}.\n\n` }),
  tokens: 10,
  callKey: `sha256:${'0'.repeat(64)}`,
  seed: 0,
  isFinal: false,
  ...changes,
});

/** A round that `best` wins over `worst`. */
const decided = (best: string, worst: string, changes: Partial<StepCandidate> = {}) => ({
  candidates: [candidate(best, changes), candidate(worst)],
  comparisons: [comparison(best, worst, 'first')],
});
const equal = { candidates: [candidate('x'), candidate('y')], comparisons: [comparison('x', 'y', 'first', 'second')] };

function play(
  rounds: Parameters<typeof advance>[1][],
  limits?: { maximumSteps: number; maximumRollBacks: number },
): Solution {
  const options = { random: createRandom(1), ...(limits ? { limits } : {}) };
  return rounds.reduce((solution, round) => advance(solution, round, options), openSolution(prompt));
}

const chosenIn = ({ steps }: Solution) => steps.map(({ chosen }) => chosen.id).join(' ');

const key = (id: string) => `sha256:${(id.codePointAt(0) ?? 0).toString(16).padStart(64, '0')}`;
const sources = { model: 'm', callKeys: new Map(['a1', 'b1', 'a2', 'b2'].map((id) => [id, [key(id)]])) };
const pairsIn = (solution: Solution) =>
  stepRecords(solution, sources).filter((said): said is StepPairRecord => said.kind === 'step-pair');

describe('advance with the probabilities of steps (methods section 11.3)', () => {
  const three = {
    candidates: ['a', 'b', 'c'].map((id) => candidate(id)),
    // a wins 4 of its 4 comparisons, b 2 and c none.
    comparisons: [comparison('a', 'b', 'first'), comparison('a', 'c', 'first'), comparison('b', 'c', 'first')],
  };
  const rewarded = (probabilities: Record<string, number>, weight = 0.5) =>
    play([{ ...three, reward: { weight, veto: 0.3, probabilities: new Map(Object.entries(probabilities)) } }]);

  it('combines them with the share of comparisons won', () => {
    const solution = rewarded({ a: 0.4, b: 1, c: 0.2 });
    expect(solution.steps[0]).toMatchObject({
      chosen: { id: 'b', wins: 2, reward: { probability: 1, score: 0.75 } },
      rejected: { id: 'c', wins: 0, reward: { probability: 0.2, score: 0.1 } },
    });
    expect(chosenIn(rewarded({ a: 0.4, b: 1, c: 0.2 }, 0.1))).toBe('a');
  });

  it('never goes on with a step that is probably wrong, which may be the rejected one', () => {
    expect(chosenIn(rewarded({ a: 0.29, b: 0.3, c: 0.3 }, 0))).toBe('b');
    const solution = rewarded({ a: 0.29, b: 0.29, c: 0.29 });
    expect([solution.steps, solution.rollBacks]).toEqual([[], ['no-eligible-chosen']]);
  });

  it('has no score for a step that the judge said nothing of', () => {
    expect(rewarded({ b: 0.9, c: 0.8 }).steps[0]).toMatchObject({ chosen: { id: 'b' }, rejected: { id: 'c' } });
  });

  it('keeps probabilities and scores in the records, and learns from the scores', () => {
    const keys = new Map(['a', 'b', 'c'].map((id) => [id, [key(id), key(`${id}x`)]]));
    const [, pair] = stepRecords(rewarded({ a: 0.4, b: 1, c: 0.2 }), { model: 'm', callKeys: keys });
    const record = feedbackRecordSchema.parse(pair);
    if (record.kind !== 'step-pair') throw new Error('no pair');
    expect(record).toMatchObject({
      wins: { chosen: 2, rejected: 0 },
      probabilities: { chosen: 1, rejected: 0.2 },
      scores: { chosen: 0.75, rejected: 0.1 },
    });
    expect(stepPairOf(record, prompt, 1)).toMatchObject({ chosenScore: 0.75, rejectedScore: 0.1 });
  });
});

describe('advance (methods section 11.2)', () => {
  it('goes on with the step that wins most and pairs it with the one that wins least', () => {
    const three = {
      candidates: ['a', 'b', 'c'].map((id) => candidate(id)),
      comparisons: [comparison('a', 'b', 'second'), comparison('a', 'c', 'first'), comparison('b', 'c', 'first')],
    };
    const solution = play([three]);
    expect(solution.steps).toEqual([
      {
        chosen: { id: 'b', text: 'b.\n\n', wins: 4 },
        rejected: { id: 'c', text: 'c.\n\n', wins: 0 },
        feedbackIds: ['a-b', 'a-c', 'b-c'],
      },
    ]);
    expect([prefixOf(solution), solution.status]).toEqual(['b.\n\n', 'open']);
  });

  it('drops the step before and its pair when all are equal (methods section 19)', () => {
    const solution = play([decided('a1', 'b1'), decided('a2', 'b2'), equal]);
    expect([chosenIn(solution), solution.rollBacks, solution.status]).toEqual(['a1', ['tie'], 'open']);
    expect(pairsIn(solution).map(({ chosenId }) => chosenId)).toEqual(['a1']);
  });

  it('goes on after a roll-back, with seeds of its own', () => {
    const purposes = [
      [],
      [decided('a1', 'b1')],
      [decided('a1', 'b1'), equal],
      [decided('a1', 'b1'), equal, decided('a2', 'b2')],
    ].map((rounds) => drawPurpose(play(rounds), 'step'));
    expect(purposes).toEqual([
      'step/step-0/roll-back-0',
      'step/step-1/roll-back-0',
      'step/step-0/roll-back-1',
      'step/step-1/roll-back-1',
    ]);
  });

  it('rolls back at most 5 times and keeps what it has', () => {
    const five = play([decided('a1', 'b1'), equal, equal, equal, equal, equal]);
    expect([five.rollBacks.length, five.status, chosenIn(five)]).toEqual([5, 'open', '']);
    const again = advance(five, decided('a2', 'b2'), { random: createRandom(1) });
    const sixth = advance(again, equal, { random: createRandom(1) });
    expect([sixth.rollBacks.length, sixth.status, chosenIn(sixth)]).toEqual([5, 'roll-back-limit', 'a2']);
  });

  it.each<[string, Parameters<typeof advance>[1], string]>([
    ['a best that was cut', decided('a', 'b', { finishReason: 'length' }), 'no-eligible-chosen'],
    ['a best that is blank', decided('a', 'b', { text: ' ' }), 'empty-chosen'],
    ['a best that reads as the worst', decided('a', 'b', { text: 'b.' }), 'identical-text'],
    ['verdicts that are all null', { ...equal, comparisons: [comparison('x', 'y', 'null')] }, 'too-few-scored'],
  ])('rolls back over %s (methods section 0.3)', (_, round, reason) => {
    expect(play([round]).rollBacks).toEqual([reason]);
  });

  it('ends with a final step, and stays so', () => {
    const solution = play([decided('a1', 'b1'), decided('a2', 'b2', { isFinal: true }), decided('a3', 'b3')]);
    expect([chosenIn(solution), solution.status]).toEqual(['a1 a2', 'finished']);
  });

  it('ends at the limit of steps', () => {
    const solution = play([decided('a1', 'b1'), decided('a2', 'b2'), decided('a3', 'b3')], {
      maximumSteps: 2,
      maximumRollBacks: 5,
    });
    expect([chosenIn(solution), solution.status]).toEqual(['a1 a2', 'step-limit']);
  });

  it('does not depend on the order of candidates and verdicts', () => {
    const round = {
      candidates: ['a', 'b', 'c', 'd'].map((id) => candidate(id)),
      comparisons: [comparison('a', 'c', 'first'), comparison('b', 'd', 'first')],
    };
    const turned = { candidates: round.candidates.toReversed(), comparisons: round.comparisons.toReversed() };
    expect(JSON.stringify(play([turned]))).toBe(JSON.stringify(play([round])));
  });
});

describe('stepRecords (methods section 11.2)', () => {
  const two = play([decided('a1', 'b1'), decided('a2', 'b2')]);

  it('has the solution, and one pair with its calls for each step that stayed', () => {
    const records = stepRecords(two, sources);
    expect(records.map((record) => feedbackRecordSchema.parse(record))).toEqual(records);
    expect(records[0]).toEqual({
      kind: 'solution',
      id: 'p.solution',
      promptId: 'p',
      model: 'm',
      text: 'a1.\n\na2.\n\n',
      steps: 2,
      status: 'set-aside',
      rollBacks: [],
    });
    expect(records[2]).toMatchObject({ step: 2, prefix: 'a1.\n\n', wins: { chosen: 2, rejected: 0 } });
    expect(pairsIn(two).map(({ callKeys }) => callKeys)).toEqual([
      [key('a1'), key('b1')],
      [key('a2'), key('b2')],
    ]);
  });

  it('puts the earlier steps into the prefix of a row', () => {
    const [first, second] = pairsIn(two).map((record) => stepPairOf(record, prompt, 3));
    expect(first).toMatchObject({ id: 'p.p3.0', prefix: '', chosenScore: 2, rejectedScore: 0 });
    expect(second && pairRowOf({ kind: 'step_dpo' })(second)).toEqual({
      id: 'p.p3.1',
      prompt: [{ role: 'user', content: '2 + 2?' }],
      prefix: 'a1.\n\n',
      chosen: 'a2.\n\n',
      rejected: 'b2.\n\n',
      weight: 1,
    });
  });
});
