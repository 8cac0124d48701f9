// A token is a number made of up to six bytes of the text that it stands for, so that the tokens of a prompt say which
// conversation it is. No token goes over the end of a word or of a sign: the tokens of a beginning are those of the whole.
const PIECES = /\s*[\p{L}\p{N}_]+|\s*[^\s\p{L}\p{N}_]|\s+/gu;
const BYTES = 6;
const ROLE = /<\|(system|user|assistant)\|>/;

export function tokensOf(text) {
  return (text.match(PIECES) ?? []).flatMap((piece) => {
    const bytes = Buffer.from(piece, 'utf8');
    return Array.from({ length: Math.ceil(bytes.length / BYTES) }, (_, index) => {
      const part = bytes.subarray(index * BYTES, (index + 1) * BYTES);
      return part.readUIntBE(0, part.length);
    });
  });
}

export function textOf(tokens) {
  const parts = tokens.map((token) => {
    const whole = Buffer.alloc(BYTES);
    whole.writeUIntBE(token, 0, BYTES);
    return whole.subarray(whole.findIndex((byte) => byte !== 0));
  });
  return Buffer.concat(parts).toString('utf8');
}

/** What the chat template makes of a conversation. */
export function rendered({ messages, add_generation_prompt: asksForReply = true }) {
  const shown = messages.map(({ role, content }) => `<|${role}|>${content}`).join('');
  return asksForReply ? `${shown}<|assistant|>` : shown;
}

/** The conversation that a rendered one was. */
export function messagesOf(text) {
  const [, ...parts] = text.split(ROLE);
  return parts.flatMap((part, index) => (index % 2 === 0 ? [{ role: part, content: parts[index + 1] }] : []));
}
