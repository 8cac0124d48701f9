import { mergeStatus } from '../../../src/temporal/merge-status';
import { aRunStatus } from '../cli/view/a-run-view';

const run = {
  ...aRunStatus,
  stage: 'iteration' as const,
  subject: 'M2',
  progress: null,
  notes: ['a'],
  child: 'srlm-demo-iteration-1',
};

describe('mergeStatus', () => {
  it('is the status of the run when no iteration is under way', () => {
    expect(mergeStatus(run, null)).toBe(run);
  });

  it('takes what is under way from the iteration and the rest from the run', () => {
    const iteration = { ...aRunStatus, iterations: 1, stage: 'training' as const, subject: 'M2', notes: ['b'] };
    expect(mergeStatus(run, iteration)).toEqual({
      ...run,
      stage: 'training',
      progress: iteration.progress,
      notes: ['a', 'b'],
    });
  });

  it('is paused as soon as the run was told to', () => {
    expect(mergeStatus({ ...run, paused: true }, aRunStatus).paused).toBe(true);
  });
});
