// What the stub says. Replies make sense to every parser of a run: most judgements and verdicts can be read, some
// cannot, so that the second ask and the constrained one occur too.
import { answer } from './answers/answer.mjs';
import { choice } from './answers/choice.mjs';
import { instructions } from './answers/instructions.mjs';
import { judgement } from './answers/judgement.mjs';
import { label } from './answers/label.mjs';
import { listwise } from './answers/listwise.mjs';
import { revisions } from './answers/revision.mjs';
import { step } from './answers/step.mjs';
import { verdicts } from './answers/verdict.mjs';
import { draws } from './draws.mjs';

/** The first that is asked for answers. */
const KINDS = [choice, label, step, judgement, listwise, ...verdicts, ...revisions, instructions, answer];

const answerTo = (body) => KINDS.find(({ isAsked }) => isAsked(body));

export const kindOf = (body) => answerTo(body).kind;

/** Sample `index` of a call; a call for the samples 2 and 3 alone, at the seed of the third, gives the same two. */
export function sampleOf(weights, body, index) {
  const { messages, temperature, top_p: topP, max_tokens: maxTokens, structured_outputs: constraint = null } = body;
  const draw = draws(weights, messages, temperature, topP, maxTokens, constraint, (body.seed ?? 0) + index);
  const asked = answerTo(body);
  const content = asked.write(draw, body);
  return {
    index,
    message: { role: 'assistant', content },
    finish_reason: asked.isCut?.(draw) ? 'length' : 'stop',
    token_ids: content.split(/\s+/).map((_, place) => place),
    ...(asked.logprobs ? { logprobs: asked.logprobs(draw) } : {}),
  };
}
