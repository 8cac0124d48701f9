// What the stub says. Replies make sense to every parser of a run: most judgements and verdicts can be read, some
// cannot, so that the second ask and the constrained one occur too.
import { createHash } from 'node:crypto';

const SHORTEST_MS = 10;
const SPREAD_MS = 50;
const UNREADABLE_OF_100 = 20;
const CUT_OF_100 = 5;
const SYLLABLES = 'ba de fi go ku la mo ne pi ro su ta ve wo zu bran clim drost fleg grun'.split(' ');

/** Draws that depend on nothing but their parts. */
function draws(...parts) {
  const seed = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  let count = 0;
  return (below) => {
    const digest = createHash('sha256')
      .update(`${seed}/${(count += 1)}`)
      .digest();
    return digest.readUInt32BE(0) % below;
  };
}

const word = (draw) => Array.from({ length: 2 + draw(2) }, () => SYLLABLES[draw(SYLLABLES.length)]).join('');
const words = (draw, count) => Array.from({ length: count }, () => word(draw)).join(' ');

export function kindOf({ messages, structured_outputs: choice }) {
  const [first, last] = [messages[0].content, messages.at(-1)];
  if (choice !== undefined) return 'choice';
  if (first.startsWith('Judge the answer.')) return 'judgement';
  if (first.startsWith('Two assistants answered')) return 'verdict';
  if (last.role === 'assistant') return 'instructions';
  return 'answer';
}

const writers = {
  choice: (draw, body) => body.structured_outputs.choice[draw(body.structured_outputs.choice.length)],
  judgement(draw, { messages }) {
    const quality = draws('quality', messages[0].content)(5);
    const text = `It ${words(draw, 6)}.`;
    return draw(100) < UNREADABLE_OF_100 ? text : `${text}\nScore: ${Math.min(5, quality + draw(2))}`;
  },
  verdict(draw) {
    const text = `One ${words(draw, 5)}.`;
    return draw(100) < UNREADABLE_OF_100 ? text : `${text}\nWinner: ${['A', 'B', 'tie'][draw(3)]}`;
  },
  instructions(draw, { messages }) {
    const next = Number(/(\d+)\.$/.exec(messages.at(-1).content)?.[1] ?? 1);
    const one = () => `Explain to a friend what ${words(draw, 6)} is for.`;
    return ` ${one()}\n${[1, 2, 3].map((more) => `${next + more}. ${one()}`).join('\n')}`;
  },
  answer: (draw) => `Well, ${words(draw, 5 + draw(20))}.`,
};

/** Sample `index` of a call; a call for the samples 2 and 3 alone, at the seed of the third, gives the same two. */
export function sampleOf(weights, { n: _samples, seed = 0, model: _model, ...body }, index) {
  const draw = draws(
    weights,
    body.messages,
    body.temperature,
    body.top_p,
    body.max_tokens,
    body.structured_outputs ?? null,
    seed + index,
  );
  const kind = kindOf(body);
  const content = writers[kind](draw, body);
  const cut = kind === 'answer' && draw(100) < CUT_OF_100;
  return {
    index,
    message: { role: 'assistant', content },
    finish_reason: cut ? 'length' : 'stop',
    token_ids: content.split(/\s+/).map((_, place) => place),
  };
}

export function latencyMs(weights, body) {
  return SHORTEST_MS + draws('latency', weights, body.messages, body.seed ?? 0)(SPREAD_MS);
}

/** Log-probabilities of the prompt that tell weights apart; the first token has none. */
export function fingerprint(weights, prompt) {
  const tokens = prompt.split(' ');
  return tokens.map((token, place) => {
    if (place === 0) return null;
    const logprob = -draws('fingerprint', weights, place, token)(10_000) / 1000;
    return { [place]: { logprob, rank: 1, decoded_token: token } };
  });
}
