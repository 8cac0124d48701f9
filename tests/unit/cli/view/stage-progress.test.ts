import { duration, remainingMs, stageFraction } from '../../../../src/cli/view/stage-progress';
import { anActivity, aRunView } from './a-run-view';

const activity = (type: string, done: number, total: number) =>
  anActivity({ type, progress: { done, total, unit: 'rows' } });

describe('stageFraction', () => {
  it('counts answering and judging a shard as half of it each', () => {
    const activities = [activity('sampleResponses', 1, 2), activity('judgeResponses', 1, 2)];
    expect(stageFraction(aRunView({ activities }))).toBe((1 + 0.25 + 0.75) / 4);
  });

  it('is what the activities say where a stage has no shards', () => {
    expect(stageFraction(aRunView({ status: { progress: null }, activities: [activity('trainModel', 30, 120)] }))).toBe(
      0.25,
    );
  });

  it('is unknown when nothing says how far it is', () => {
    expect(stageFraction(aRunView({ status: { progress: null } }))).toBeNull();
    expect(stageFraction(aRunView({ status: null, activities: [activity('trainModel', 0, 0)] }))).toBeNull();
  });
});

describe('remainingMs', () => {
  const from = { stage: 'labelling', atMs: 1000, fraction: 0.2 };

  it('goes on at the pace so far', () => {
    expect(remainingMs(from, { stage: 'labelling', atMs: 2000, fraction: 0.6 })).toBeCloseTo(1000);
  });

  it('is unknown at the beginning, without progress and across stages', () => {
    expect(remainingMs(from, from)).toBeNull();
    expect(remainingMs(from, { ...from, atMs: 2000 })).toBeNull();
    expect(remainingMs(from, { stage: 'training', atMs: 2000, fraction: 0.6 })).toBeNull();
  });
});

it.each([
  [0, '1 s'],
  [89_400, '89 s'],
  [150_000, '3 min'],
  [5_400_000, '1.5 h'],
  [200_000_000, '2.3 days'],
])('duration(%i) is %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
