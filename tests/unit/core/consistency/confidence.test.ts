import { confidence } from '../../../../src/core/consistency/confidence';

const measured = new Map([
  ['p1', 0.8],
  ['p2', 0.2],
  ['p3', null],
]);

describe('confidence (methods section 6 and section 19: clamp and missing C_j)', () => {
  it('is the mean over the measured prompts, the same for all', () => {
    const { unclamped, of } = confidence(measured, { source: { kind: 'average' }, clamp: 'none' });
    expect([unclamped, of('p1'), of('p3')]).toEqual([0.5, 0.5, 0.5]);
  });

  it("is the prompt's own when dynamic, and the mean where it is missing", () => {
    const { of } = confidence(measured, { source: { kind: 'dynamic' }, clamp: 'none' });
    expect([of('p1'), of('p2'), of('p3'), of('never seen')]).toEqual([0.8, 0.2, 0.5, 0.5]);
  });

  it('never falls below 1/2 when clamped, and keeps the value before', () => {
    const { of } = confidence(measured, { source: { kind: 'dynamic' }, clamp: 'at-least-half' });
    expect([of('p1'), of('p2')]).toEqual([0.8, 0.5]);
    const low = confidence(new Map([['p', 0.1]]), { source: { kind: 'average' }, clamp: 'at-least-half' });
    expect([low.unclamped, low.of('p')]).toEqual([0.1, 0.5]);
  });

  it('leaves a fixed value as it was chosen', () => {
    const { unclamped, of } = confidence(measured, { source: { kind: 'fixed', value: 0.3 }, clamp: 'at-least-half' });
    expect([unclamped, of('p1')]).toEqual([0.5, 0.3]);
  });

  it('has nothing to go by when no prompt was measured', () => {
    for (const kind of ['average', 'dynamic'] as const) {
      expect(confidence(new Map([['p', null]]), { source: { kind }, clamp: 'at-least-half' }).of('p')).toBeNull();
    }
  });
});
