import { createRandom, deriveSeed } from '../../../src/core/seeds';

const parts = { run: 'demo', iteration: 1, promptId: 'p1', purpose: 'response' };

describe('deriveSeed (methods section 0.3)', () => {
  it('stays the same for ever, because stored runs are replayed', () => {
    expect(deriveSeed(parts)).toBe(deriveSeed({ ...parts, attempt: 1 }));
    expect(deriveSeed(parts)).toMatchInlineSnapshot(`748865536`);
  });

  it.each([{ run: 'other' }, { iteration: 2 }, { promptId: 'p2' }, { purpose: 'judgement' }, { attempt: 2 }])(
    'changes with %j',
    (change) => {
      expect(deriveSeed({ ...parts, ...change })).not.toBe(deriveSeed(parts));
    },
  );

  it('leaves room for 1024 samples and stays below 2^31', () => {
    for (let index = 0; index < 2000; index += 1) {
      const seed = deriveSeed({ ...parts, promptId: `p${index}` });
      expect(seed % 1024).toBe(0);
      expect(seed + 1023).toBeLessThan(2 ** 31);
      expect(seed).toBeGreaterThanOrEqual(0);
    }
  });

  it('spreads over its whole range', () => {
    const seeds = Array.from({ length: 4000 }, (_, index) => deriveSeed({ ...parts, promptId: `p${index}` }));
    expect(new Set(seeds).size).toBeGreaterThan(3985);
    const upperHalf = seeds.filter((seed) => seed >= 2 ** 30).length / seeds.length;
    expect(upperHalf).toBeCloseTo(0.5, 1);
  });
});

function someDraws() {
  const random = createRandom(2048);
  return [random.next(), random.integer(10), random.shuffle([1, 2, 3, 4, 5]), random.pick(['a', 'b', 'c'])];
}

describe('createRandom', () => {
  it('repeats its draws for the same seed', () => {
    expect(someDraws()).toEqual(someDraws());
  });

  it('draws uniformly from [0, 1)', () => {
    const random = createRandom(1);
    const draws = Array.from({ length: 20_000 }, () => random.next());
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    expect(draws.reduce((sum, draw) => sum + draw, 0) / draws.length).toBeCloseTo(0.5, 2);
  });

  it('draws every whole number below the bound equally often', () => {
    const random = createRandom(3);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 30_000; draw += 1) counts[random.integer(3)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });

  it('shuffles into every order equally often and leaves its input alone', () => {
    const random = createRandom(5);
    const items = Object.freeze(['a', 'b', 'c']);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 12_000; draw += 1) {
      const order = random.shuffle(items).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(250);
  });

  it('gives neighbouring seeds unrelated first draws', () => {
    const first = Array.from({ length: 1000 }, (_, index) => createRandom(index * 1024).integer(2));
    expect(Math.abs(first.filter((draw) => draw === 1).length - 500)).toBeLessThan(80);
  });

  it('refuses a bound below 1 and a pick from nothing', () => {
    expect(() => createRandom(1).integer(0)).toThrow('bound must be a whole number from 1 to 2^32, got 0');
    expect(() => createRandom(1).pick([])).toThrow(RangeError);
  });
});
