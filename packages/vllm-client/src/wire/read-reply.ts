import type { z } from 'zod';
import { MalformedReplyError } from '../errors';

/** Reads the body of a 2xx reply. @throws MalformedReplyError naming the field. */
export function readReply<T>(
  text: string,
  schema: z.ZodType<T>,
  { baseUrl, route }: { baseUrl: string; route: string },
): T {
  const reply = schema.safeParse(parseJson(text, baseUrl, route));
  if (reply.success) return reply.data;
  const issue = reply.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? 'the reply' : issue.path.join('.');
  throw new MalformedReplyError(`${route} gave an unexpected reply: ${where}: ${issue?.message ?? 'invalid'}`, {
    baseUrl,
    cause: reply.error,
  });
}

function parseJson(text: string, baseUrl: string, route: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedReplyError(`${route} gave a reply that is not JSON (${text.length} characters)`, {
      baseUrl,
      cause,
    });
  }
}
