import { createRandom } from '../../../../src/core/seeds';
import { selectPairs } from '../../../../src/core/selection/select-pairs';
import { judgements, response } from './candidates';

const iteration = { run: 'demo', iteration: 1, seed: 1, minValidJudgements: 1 };

/** Prompt i has four responses; their scores repeat, so that ties, discards and pairs all occur. */
function candidates(count: number) {
  const prompts = Array.from({ length: count }, (_, index) => ({ id: `p${index}`, text: `Prompt ${index}` }));
  const responses = prompts.flatMap(({ id }) => [0, 1, 2, 3].map((r) => response(`${id}.r${r}`, { promptId: id })));
  const random = createRandom(9);
  const scores = responses.flatMap(({ id, promptId }) =>
    judgements(id, [random.integer(3), random.integer(3)], promptId),
  );
  return { prompts, responses, judgements: scores };
}

describe('selectPairs', () => {
  it('gives at most one pair a prompt, in the order of the prompts, and counts the rest by reason', () => {
    const { pairs, discarded } = selectPairs({ ...iteration, ...candidates(200) });
    const order = pairs.map((pair) => Number(pair.promptId.slice(1)));
    expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
    expect(pairs.length + discarded.tie).toBe(200);
    expect(discarded).toEqual({ ...discarded, 'too-few-scored': 0, 'empty-chosen': 0, 'identical-text': 0 });
  });

  it('gives the same bytes for the same records in any order', () => {
    const records = candidates(100);
    const random = createRandom(4);
    const shuffled = {
      prompts: records.prompts,
      responses: random.shuffle(records.responses),
      judgements: random.shuffle(records.judgements),
    };
    const expected = JSON.stringify(selectPairs({ ...iteration, ...records }));
    expect(JSON.stringify(selectPairs({ ...iteration, ...shuffled }))).toBe(expected);
  });

  it('counts a prompt that the server refused', () => {
    const { pairs, discarded } = selectPairs({
      ...iteration,
      prompts: [{ id: 'p', text: 'x' }],
      responses: [],
      judgements: [],
    });
    expect(pairs).toEqual([]);
    expect(discarded['too-few-scored']).toBe(1);
  });

  it('breaks the ties of one prompt without regard to the other prompts', () => {
    const records = candidates(50);
    const all = selectPairs({ ...iteration, ...records }).pairs;
    const alone = records.prompts.flatMap(
      (prompt) => selectPairs({ ...iteration, ...records, prompts: [prompt] }).pairs,
    );
    expect(alone).toEqual(all);
  });
});
