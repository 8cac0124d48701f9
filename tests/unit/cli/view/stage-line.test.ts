import { stageLine } from '../../../../src/cli/view/stage-line';

const counts = {
  prompts: 1,
  responses: 0,
  judgements: 0,
  parseRate: null,
  scoreHistogram: [],
  quarantined: { prompts: 0, responses: 0 },
  pairs: 0,
  discarded: {},
};

it('tells the serving of the policy, before there are prompts, from that of the new model', () => {
  expect(stageLine({ stage: 'serving', counts: null })).toBe(
    '· prompts  · labelling  · pairs  · training  ▸ serving  · evaluation  · report',
  );
  expect(stageLine({ stage: 'serving', counts })).toBe(
    '✓ prompts  ✓ labelling  ✓ pairs  ✓ training  ▸ serving  · evaluation  · report',
  );
});

it('is left out outside an iteration', () => {
  expect(stageLine({ stage: 'awaiting approval', counts })).toBeNull();
});
