import * as fc from 'fast-check';
import { fewShotContinuation, fewShotMessages, parseInstructions } from '../../../../src/core/prompts/self-instruct';

describe('fewShotMessages (methods section 14)', () => {
  it('numbers the examples, one a line, and asks for the numbers after them', () => {
    const [message, ...rest] = fewShotMessages(['Explain tides.', 'Fix this:\n  He go.']);
    expect(rest).toEqual([]);
    expect(message?.role).toBe('user');
    expect(message?.content).toContain('\n1. Explain tides.\n2. Fix this: He go.\n');
    expect(message?.content).toContain('numbered 3 to 6');
  });
});

describe('fewShotContinuation', () => {
  it('is a list that the model has begun, up to the next number', () => {
    const messages = fewShotContinuation(['Explain tides.', 'Fix this:\n  He go.']);
    expect(messages.at(-1)).toEqual({ role: 'assistant', content: '1. Explain tides.\n2. Fix this: He go.\n3.' });
  });
});

describe('parseInstructions (methods section 14)', () => {
  it.each([
    ['9. One thing\n10. Another thing', ['One thing', 'Another thing']],
    ['9) One thing\r\n10) Another thing', ['One thing', 'Another thing']],
    ['**9.** One thing\n**10. Another thing**', ['One thing', 'Another thing']],
    ['One thing\n10. Another thing', ['One thing', 'Another thing']],
    ['9. Fix this:\nHe go to school.\n10. Next', ['Fix this:\nHe go to school.', 'Next']],
    ['9. One thing\n\n10. Another thing\n\nI hope this helps!', ['One thing', 'Another thing']],
    ['9. Version 2.0 of what?\n10. 3.5 plus 4 is?', ['Version 2.0 of what?', '3.5 plus 4 is?']],
    ['9.\n10. \n11. Real', ['Real']],
    ['', []],
  ])('reads %j', (text, items) => {
    expect(parseInstructions(text)).toEqual(items);
  });

  it('takes any text without throwing and gives no empty item', () => {
    const piece = fc.constantFrom('1. ', '2) ', '\n', '**', 'word ', ' ', '\r\n', '10.');
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        expect(parseInstructions(parts.join(''))).not.toContain('');
      }),
    );
  });
});
