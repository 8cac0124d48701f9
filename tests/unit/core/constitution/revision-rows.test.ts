import { revisionRows, type Revision } from '../../../../src/core/constitution/revision-rows';

const prompt = { id: 'p', text: 'Why?' };
const revision = (round: number, changes: Partial<Revision> = {}): Revision => ({
  round,
  text: `revision ${round}`,
  finishReason: 'stop',
  ...changes,
});

describe('revisionRows (methods section 9 step 5 and section 19)', () => {
  it('makes four rows of four revisions, each an answer to the prompt alone', () => {
    const { rows, discarded } = revisionRows(
      prompt,
      [3, 1, 4, 2].map((round) => revision(round)),
    );
    expect(rows).toEqual(
      [1, 2, 3, 4].map((round) => ({
        id: `p.v${round}`,
        prompt: [{ role: 'user', content: 'Why?' }],
        completion: `revision ${round}`,
        weight: 1,
      })),
    );
    expect(discarded).toEqual({ cut: 0, empty: 0 });
  });

  it('leaves out what was cut or is blank, and counts it', () => {
    const { rows, discarded } = revisionRows(prompt, [
      revision(1, { finishReason: 'length' }),
      revision(2, { text: ' \u200b' }),
      revision(3, { text: '', finishReason: 'length' }),
      revision(4),
    ]);
    expect(rows.map(({ id }) => id)).toEqual(['p.v4']);
    expect(discarded).toEqual({ cut: 2, empty: 1 });
  });
});
