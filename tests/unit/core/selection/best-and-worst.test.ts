import { createRandom } from '../../../../src/core/seeds';
import { bestAndWorst } from '../../../../src/core/selection/best-and-worst';
import { judgements, prompt, response, select } from './candidates';

const rule = () => bestAndWorst({ iteration: 1, attempt: 1, seed: 1, minimumValid: 1 });

/** Prompt i has four responses; their scores repeat, so that ties, discards and pairs all occur. */
function candidates(count: number) {
  const prompts = Array.from({ length: count }, (_, index) => prompt(`p${index}`));
  const responses = prompts.flatMap(({ id }) => [0, 1, 2, 3].map((r) => response(`${id}.r${r}`, { promptId: id })));
  const random = createRandom(9);
  const scores = responses.flatMap(({ id, promptId }) =>
    judgements(id, [random.integer(3), random.integer(3)], promptId),
  );
  return { prompts, responses, judgements: scores };
}

describe('bestAndWorst (methods section 1)', () => {
  it('gives at most one pair a prompt, in the order of the prompts, and counts the rest by reason', () => {
    const { pairs, discarded } = select(rule(), candidates(200));
    const order = pairs.map((pair) => Number(pair.promptId.slice(1)));
    expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
    expect(pairs.length + (discarded['tie'] ?? NaN)).toBe(200);
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
    const expected = JSON.stringify(select(rule(), records));
    expect(JSON.stringify(select(rule(), shuffled))).toBe(expected);
  });

  it('counts a prompt that the server refused', () => {
    const { pairs, discarded } = select(rule(), { prompts: [prompt('p')], responses: [], judgements: [] });
    expect(pairs).toEqual([]);
    expect(discarded['too-few-scored']).toBe(1);
  });

  it('breaks the ties of one prompt without regard to the other prompts', () => {
    const records = candidates(50);
    const all = select(rule(), records).pairs;
    const alone = records.prompts.flatMap((each) => select(rule(), { ...records, prompts: [each] }).pairs);
    expect(alone).toEqual(all);
  });
});

describe('bestAndWorst with a margin (methods section 2: iterative_dpo)', () => {
  const gaps = { p0: [3.5, 1.5], p1: [3.4, 1.5], p2: [0.3, 0.2], p3: [2, 2] } as const;
  const records = {
    prompts: Object.keys(gaps).map((id) => prompt(id)),
    responses: Object.keys(gaps).flatMap((id) => [0, 1].map((r) => response(`${id}.r${r}`, { promptId: id }))),
    judgements: Object.entries(gaps).flatMap(([id, scores]) =>
      scores.flatMap((score, r) => judgements(`${id}.r${r}`, [score], id)),
    ),
  };
  const by = (margin?: number) =>
    select(bestAndWorst({ iteration: 1, attempt: 1, seed: 1, minimumValid: 1 }, { margin }), records);

  it('drops a prompt whose scores are less than the margin apart, and counts it by a reason of its own', () => {
    const { pairs, discarded } = by(2);
    expect(pairs.map(({ promptId }) => promptId)).toEqual(['p0']);
    expect(discarded).toMatchObject({ 'no-margin': 2, tie: 1 });
  });

  it('keeps a difference of exactly the margin, whatever the floating point makes of it', () => {
    expect(by(0.1).pairs.map(({ promptId }) => promptId)).toEqual(['p0', 'p1', 'p2']);
  });

  it('neither drops nor counts anything where no margin is given', () => {
    const { pairs, discarded } = by();
    expect(pairs.map(({ promptId }) => promptId)).toEqual(['p0', 'p1', 'p2']);
    expect(discarded).not.toHaveProperty('no-margin');
  });
});
