import { isUnreadable, words } from '../draws.mjs';

function comparison(kind, beginning, winners) {
  return {
    kind,
    isAsked: ({ messages: [{ content }] }) => content.startsWith(beginning),
    write(draw) {
      const text = `One ${words(draw, 5)}.`;
      return isUnreadable(draw) ? text : `${text}\nWinner: ${winners[draw(winners.length)]}`;
    },
  };
}

/** Which of two is better: answers, next steps, or judgements. */
export const verdicts = [
  comparison('verdict', 'Two assistants answered the same instruction. Decide', ['A', 'B', 'tie']),
  comparison('step-verdict', 'Two assistants go on', ['A', 'B', 'tie']),
  comparison('meta-verdict', 'Two judges scored', ['Judgement A', 'Judgement B']),
];
