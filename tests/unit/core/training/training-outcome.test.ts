import { trainingNotes } from '../../../../src/core/training/training-outcome';

it('says nothing of a training that was all that was asked for', () => {
  expect(trainingNotes('M2', { outcome: 'completed', rowsTrained: 4, rowsDropped: { 'too-long': 0 } })).toEqual([]);
});

it('says how many rows were left out, why, and that training ended early', () => {
  const rowsDropped = { 'too-long': 2, identical: 1, 'empty-rejected': 0 };
  expect(trainingNotes('M2', { outcome: 'kl-limit', rowsTrained: 7, rowsDropped })).toEqual([
    'The training of M2 ended early, as far from its reference as the KL limit allows',
    '3 of 10 rows were left out of the training of M2: too-long 2, identical 1',
  ]);
});
