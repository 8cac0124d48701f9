import { z } from 'zod';

// vLLM writes {error: {message}}, {error: "..."} for a refused key and for the RL routes, and frameworks in front {detail}.
const errorBodySchema = z.union([
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ detail: z.string() }).transform(({ detail }) => detail),
]);

const LONGEST_MESSAGE = 2_000;

/** What the server says in the body of an error, or the start of a body of another shape. Undefined when it says nothing. */
export function serverMessage(body: string): string | undefined {
  const message = errorBodySchema.safeParse(parsedOrText(body));
  const text = (message.success ? message.data : body).trim();
  return text === '' ? undefined : text.slice(0, LONGEST_MESSAGE);
}

function parsedOrText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A gateway's page is not JSON; its text is the message.
    return body;
  }
}
