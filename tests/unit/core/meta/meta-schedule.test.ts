import { metaRewardingSchedule, metaScheduleSchema, scheduleAt } from '../../../../src/core/meta/meta-schedule';

describe('the schedule of meta-rewarding (methods sheet, 4)', () => {
  const stages = [1, 2, 3, 4].map((iteration) => scheduleAt(metaRewardingSchedule, iteration));

  it('controls length more from iteration to iteration', () => {
    expect(stages.map(({ lengthControl }) => lengthControl.rho)).toEqual([0, 0.32, 0.32, 0.4]);
    expect(stages.map(({ lengthControl }) => lengthControl.longestChosenCharacters)).toEqual([
      2500,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('has no judge pairs in iterations 3 and 4 (section 19)', () => {
    expect(stages.map(({ judgePairs }) => judgePairs)).toEqual([
      { kind: 'trained', longestJudgementCharacters: 1100 },
      { kind: 'trained', longestJudgementCharacters: 1000 },
      { kind: 'none' },
      { kind: 'none' },
    ]);
  });

  it('repeats its last entry', () => {
    expect(scheduleAt(metaRewardingSchedule, 9)).toEqual(stages[3]);
    expect(scheduleAt(['only'], 3)).toBe('only');
  });

  it.each([0, -1, 1.5, Number.NaN])('has no iteration %d', (iteration) => {
    expect(() => scheduleAt(metaRewardingSchedule, iteration)).toThrow('iterations are whole numbers from 1 on');
  });

  it('can be stated by a recipe', () => {
    expect(metaScheduleSchema.parse(metaRewardingSchedule)).toEqual(metaRewardingSchedule);
    expect(metaScheduleSchema.safeParse([]).success).toBe(false);
    expect(metaScheduleSchema.safeParse([{ lengthControl: { rho: 0.5 }, judgePairs: { kind: 'none' } }]).success).toBe(
      false,
    );
  });
});
