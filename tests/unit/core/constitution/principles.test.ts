import { comparisonPrinciples } from '../../../../src/core/constitution/comparison-principles';
import { drawPrinciples } from '../../../../src/core/constitution/draw-principles';
import { revisionPrinciples } from '../../../../src/core/constitution/revision-principles';
import { createRandom, deriveSeed } from '../../../../src/core/seeds';

describe('principles (methods section 9)', () => {
  it.each([
    ['revisions', revisionPrinciples.map(({ id, critique, revision }) => [id, critique, revision])],
    ['comparisons', comparisonPrinciples.map(({ id, question }) => [id, question])],
  ])('has 16 for %s, all different', (_, principles) => {
    expect(principles).toHaveLength(16);
    expect(new Set(principles.flat()).size).toBe(principles.flat().length);
    expect(principles.flat().every((text) => text.trim() === text && text.length > 3)).toBe(true);
  });

  it.each([
    ['revisions', revisionPrinciples.map(({ id }) => id), ['no-preaching', 'no-evasion', 'no-boilerplate']],
    ['comparisons', comparisonPrinciples.map(({ id }) => id), ['not-preachy', 'not-evasive', 'no-stock-phrases']],
  ])('guards %s against preaching', (_, ids, expected) => {
    expect(ids).toEqual(expect.arrayContaining(expected));
  });
});

describe('drawPrinciples (methods section 9 and section 19)', () => {
  const drawn = (promptId: string, rounds = 4) =>
    drawPrinciples(
      revisionPrinciples,
      rounds,
      createRandom(deriveSeed({ run: '1', iteration: 1, promptId, purpose: 'revision-principles' })),
    ).map(({ id }) => id);

  it('draws as the seed says', () => {
    expect(drawn('p1')).toEqual(drawn('p1'));
    expect(drawn('p1')).not.toEqual(drawn('p2'));
  });

  it('draws a new principle for each round', () => {
    for (let prompt = 0; prompt < 200; prompt += 1) expect(new Set(drawn(`p${prompt}`)).size).toBe(4);
    expect(new Set(drawn('p', 16)).size).toBe(16);
  });

  it('draws each of them as often', () => {
    const counts = new Map<string, number>();
    for (let prompt = 0; prompt < 1600; prompt += 1) {
      for (const id of drawn(`p${prompt}`)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    // 400 expected, standard deviation 17.
    expect(counts.size).toBe(16);
    for (const count of counts.values()) expect(Math.abs(count - 400)).toBeLessThan(85);
  });

  it('has no more rounds than principles', () => {
    expect(() => drawn('p', 17)).toThrow('at most 16 rounds, got 17');
  });
});
