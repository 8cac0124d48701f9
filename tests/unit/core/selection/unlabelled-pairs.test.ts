import { selectUnlabelled } from '../../../../src/core/selection/unlabelled-pairs';
import { iterationOf, response } from './candidates';

const select = (responses: Parameters<typeof iterationOf>[0], perPrompt = Infinity, run = '0') =>
  selectUnlabelled(iterationOf(responses, [], run), { perPrompt });
const pairsIn = ({ examples }: ReturnType<typeof select>) =>
  examples.map(({ firstId, secondId }) => firstId + secondId);

const four = ['a', 'b', 'c', 'd'].map((id) => response(id));

describe('selectUnlabelled (methods section 7)', () => {
  it('takes every pair of a prompt', () => {
    expect(pairsIn(select(four))).toEqual(['ab', 'ac', 'ad', 'bc', 'bd', 'cd']);
  });

  it('draws some of them as the seed says, whatever the order of the responses', () => {
    const drawn = pairsIn(select(four, 2, '1'));
    expect(drawn).toHaveLength(2);
    expect(pairsIn(select(four.toReversed(), 2, '1'))).toEqual(drawn);
    expect(
      new Set(Array.from({ length: 20 }, (_, run) => pairsIn(select(four, 2, String(run))).join())).size,
    ).toBeGreaterThan(5);
  });

  it('leaves out what reads the same and what is blank (methods section 0.3)', () => {
    const { examples, discarded } = select([
      response('a', { text: 'x' }),
      response('b', { text: ' x' }),
      response('c', { text: '' }),
      response('d', { text: 'y' }),
    ]);
    expect(examples.map(({ firstId, secondId }) => firstId + secondId)).toEqual(['ad', 'bd']);
    expect(discarded).toEqual({ 'no-pair': 0, 'identical-text': 1, blank: 3 });
  });

  it('needs two responses', () => {
    expect(select([response('a')]).discarded['no-pair']).toBe(1);
  });
});
