import { words } from '../draws.mjs';

/** The rest of a list of instructions that ends in its next number. */
export const instructions = {
  kind: 'instructions',
  isAsked: ({ messages }) => messages.at(-1).role === 'assistant',
  write(draw, { messages }) {
    const next = Number(/(\d+)\.$/.exec(messages.at(-1).content)?.[1] ?? 1);
    const one = () => `Explain to a friend what ${words(draw, 6)} is for.`;
    return ` ${one()}\n${[1, 2, 3].map((more) => `${next + more}. ${one()}`).join('\n')}`;
  },
};
