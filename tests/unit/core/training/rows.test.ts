import { judgeMessages } from '../../../../src/core/judging/additive-prompt';
import { eftRow, iftRow, pairRow } from '../../../../src/core/training/rows';

describe('training rows', () => {
  it('trains answers in the shape in which they are sampled', () => {
    expect(iftRow({ id: 'a', prompt: 'Why?', response: 'Because.' })).toEqual({
      id: 'a',
      prompt: [{ role: 'user', content: 'Why?' }],
      completion: 'Because.',
      weight: 1,
    });
  });

  it('trains judgements in the shape in which they are asked for, justification first', () => {
    const judgement = { text: 'Clear.\nScore: 4', score: 4 };
    expect(eftRow({ group: { id: 'g', prompt: 'Why?' }, reply: { id: 'r', text: 'Because.' }, judgement })).toEqual({
      id: 'g.r',
      prompt: judgeMessages({ prompt: 'Why?', response: 'Because.' }),
      completion: 'Clear.\nScore: 4',
      weight: 1,
    });
  });

  it('keeps the weight of a pair', () => {
    const pair = {
      id: 'p.p1',
      promptId: 'p',
      prompt: 'Why?',
      chosen: 'good',
      rejected: 'bad',
      chosenId: 'c',
      rejectedId: 'r',
      chosenScore: 5,
      rejectedScore: 1,
      judgementIds: [],
      weight: 0.5,
      iteration: 1,
    };
    expect(pairRow(pair)).toEqual({
      id: 'p.p1',
      prompt: [{ role: 'user', content: 'Why?' }],
      chosen: 'good',
      rejected: 'bad',
      weight: 0.5,
    });
  });
});
