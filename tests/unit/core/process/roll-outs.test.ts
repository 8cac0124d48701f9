import { countRollOuts, labelOf } from '../../../../src/core/process/roll-outs';

const ended = (text: string) => ({ text, finishReason: 'stop' as const });

describe('labels by roll-outs (methods section 11.1)', () => {
  it.each<[what: string, reached: number, threshold: number | undefined, label: 0 | 1]>([
    ['no roll-out', 0, undefined, 0],
    ['any roll-out', 1, undefined, 1],
    ['a share below the threshold', 3, 0.5, 0],
    ['a share at the threshold', 4, 0.5, 1],
    ['no roll-out, whatever the threshold', 0, 0.01, 0],
  ])('%s that reaches the known answer', (_, reached, threshold, label) => {
    expect(labelOf({ of: 8, reached, cut: 0 }, threshold)).toBe(label);
  });

  it('read the answer of the whole solution, and that of none which was cut', () => {
    const replies = [ended('so 12.'), ended('so 13.'), ended(''), { text: 'so 12', finishReason: 'length' as const }];
    expect(countRollOuts('It is 12.\n\n', replies, '#### 12')).toEqual({ of: 4, reached: 2, cut: 1 });
    expect(countRollOuts('It is 12.\n\n', [], '#### 12')).toEqual({ of: 0, reached: 0, cut: 0 });
  });
});
