import { describeStatus } from '../../../src/workflows/details';
import { aRunStatus } from '../cli/view/a-run-view';

const HOSTILE = 'no\n\n# Approved\n- [x](javascript:y) <img src=x> | a | ``` \u202e\u001b[2J';

describe('describeStatus', () => {
  it('shows the reason of a person as one line of text', () => {
    const details = describeStatus({ ...aRunStatus, notes: [`M2 was rejected: ${HOSTILE}`, 'second'] });
    expect(details.split('\n').filter((line) => line.startsWith('- '))).toEqual([
      '- M2 was rejected: no \\# Approved - \\[x\\](javascript:y) \\<img src=x\\> \\| a \\| \\`\\`\\` ⟦U+202E⟧⟦U+001B⟧\\[2J',
      '- second',
    ]);
  });

  it('shows the newest notes of many, and how many there are before them', () => {
    const notes = Array.from({ length: 1500 }, (_, index) => `note ${index}`);
    const shown = describeStatus({ ...aRunStatus, notes })
      .split('\n')
      .filter((line) => line.startsWith('- '));
    expect([shown.length, shown[0], shown.at(-1)]).toEqual([
      21,
      '- 1480 earlier notes are in the status',
      '- note 1499',
    ]);
  });

  it('says what the report says, and leads to it', () => {
    const lines = describeStatus({
      ...aRunStatus,
      report: 'runs/demo/report.html',
      reportLink: 'file:///a (b)/runs/demo/report.html',
      headline: 'M2 is better than M1: +10.0 points',
    }).split('\n');
    expect(lines).toContain('**M2 is better than M1: +10.0 points**');
    expect(lines).toContain(
      '[Report](file:///a%20%28b%29/runs/demo/report.html): `runs/demo/report.html` in the store',
    );
  });

  it('has the same lines whatever the texts hold', () => {
    const statusWith = (text: string) => ({
      ...aRunStatus,
      run: `demo${text}`,
      subject: `M2${text}`,
      report: `runs/demo${text}/report.html`,
      reportLink: `file:///store/runs/demo${text}/report.html`,
      headline: `M2${text} is better`,
      notes: [text],
      counts: {
        prompts: 1,
        responses: 1,
        judgements: 1,
        parseRate: 1,
        scoreHistogram: [0, 0, 0, 0, 0, 1],
        quarantined: { prompts: 0, responses: 0 },
        pairs: 0,
        discarded: { [`tie${text}`]: 1 },
      },
    });
    const shape = (text: string) =>
      describeStatus(statusWith(text))
        .split('\n')
        .map((line) => line.slice(0, 3).replace(/\w/g, ''));
    expect(shape(HOSTILE)).toEqual(shape('x'));
    const outsideCode = describeStatus(statusWith(HOSTILE))
      .replaceAll('\\`', '')
      .replace(/`[^`]*`/g, '');
    expect(outsideCode).not.toMatch(/(?<!\\)[<>]|(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  });
});
