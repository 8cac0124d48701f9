import { whichCheckpoint } from '../../../src/workflows/which-checkpoint';

const point = (step: number, loss: number) => ({ step, epoch: step / 10, loss, margin: 0, accuracy: 0.5 });
const points = [point(5, 0.7), point(10, 0.65), point(15, 0.66)];

it('names the epoch that was the best and what it was measured with', () => {
  expect(whichCheckpoint({ points, bestStep: 10, rows: 12, rowsDropped: {} })).toBe(
    'is the checkpoint of epoch 1.00 (step 10), the best of 3 on 12 pairs that were kept back: loss 0.6500',
  );
});

it('says when nothing could be measured', () => {
  expect(whichCheckpoint({ points: [], bestStep: null, rows: 0, rowsDropped: { 'too-long': 3 } })).toContain(
    'is the last checkpoint',
  );
});
