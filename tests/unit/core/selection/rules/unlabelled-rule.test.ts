import { unlabelledRule } from '../../../../../src/core/selection/rules/unlabelled-rule';
import { prompt, response, select } from '../candidates';
import { scope, sidesOf } from './rule-scope';

const records = {
  prompts: [prompt('p')],
  responses: [response('a'), response('b', { finishReason: 'length' }), response('c'), response('d', { text: ' ' })],
  judgements: [],
  feedback: [],
};

describe('unlabelledRule (methods section 7: online)', () => {
  it('pairs what nobody compared, and of what was cut or is blank nothing, as either side may win', () => {
    const { pairs, figures } = select(unlabelledRule({ pairsPerPrompt: 4 }, scope), records);
    expect(sidesOf(pairs)).toEqual(['a>c']);
    expect(pairs[0]).toMatchObject({ unlabelled: true, chosenScore: null, rejectedScore: null, judgementIds: [] });
    expect(figures).toEqual({ unfitResponses: 2 });
  });

  it('takes no more pairs of a prompt than it is told to', () => {
    const responses = ['a', 'b', 'c', 'd'].map((id) => response(id));
    const { pairs } = select(unlabelledRule({ pairsPerPrompt: 2 }, scope), { ...records, responses });
    expect(new Set(sidesOf(pairs)).size).toBe(2);
  });

  it('says which prompt gave no pair', () => {
    const { discarded } = select(unlabelledRule({ pairsPerPrompt: 4 }, scope), {
      ...records,
      responses: [response('a')],
    });
    expect(discarded).toMatchObject({ 'no-pair': 1 });
  });
});
