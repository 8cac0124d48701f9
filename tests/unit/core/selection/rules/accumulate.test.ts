import { accumulate, measuredOf } from '../../../../../src/core/selection/rules/accumulate';
import { prompt, select } from '../candidates';

it('adds up what a rule says of each prompt, in the order of the prompts', () => {
  const row = (id: string) => ({ id, prompt: [], completion: 'x', weight: 1 });
  const rule = accumulate(({ prompt: { id } }) =>
    id === 'p'
      ? { imitated: [row(id)], discarded: { tie: 1 }, figures: { seen: 1 } }
      : { discarded: { tie: 2, cut: 1 } },
  );
  const selected = select(rule, { prompts: [prompt('q'), prompt('p')], responses: [], judgements: [] });
  expect(selected).toEqual({ pairs: [], imitated: [row('p')], discarded: { tie: 3, cut: 1 }, figures: { seen: 1 } });
});

it('leaves out what could not be measured', () => {
  expect(measuredOf({ zero: 0, none: null, missing: undefined, text: 'x' })).toEqual({ zero: 0 });
});
