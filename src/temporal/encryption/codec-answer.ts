import type { PayloadCodec } from '@temporalio/common';
import { z } from 'zod';
import { carriesToken } from '../../../infra/http/carries-token';
import { DamagedPayloadError, UnknownEncryptionKeyError } from './errors';

const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));

/** The JSON form of temporal.api.common.v1.Payloads, which the Web UI and the `temporal` command send. */
const payloadsSchema = z.object({
  payloads: z
    .array(z.object({ metadata: z.record(z.string(), base64).default({}), data: base64.prefault('') }))
    .default([]),
});

export interface CodecRequest {
  method: string;
  path: string;
  /** Set by browsers for every request of a page. */
  origin: string | undefined;
  host: string | undefined;
  authorization: string | undefined;
  readBody(): Promise<string>;
}

export interface CodecReply {
  status: number;
  body?: object;
}

export interface CodecRules {
  codec: PayloadCodec;
  /** Pages that may call: those of the Web UI. */
  origins: readonly string[];
  /** Names under which this endpoint is called; a page that made its own name point here sends that name. */
  hosts: readonly string[];
  token: string | undefined;
}

/** What the endpoint says to a request; everything that is refused is refused before the body is read. */
export async function answerCodec(request: CodecRequest, rules: CodecRules): Promise<CodecReply> {
  if (!rules.hosts.includes(request.host ?? ''))
    return refusal(403, `Call this endpoint as ${rules.hosts.join(' or ')}`);
  if (request.origin !== undefined && !rules.origins.includes(request.origin)) {
    return refusal(403, `Pages of ${request.origin} may not call; SRLM_UI_URL names the Web UI that may`);
  }
  if (request.path === '/healthz') return { status: 200, body: { status: 'ok' } };
  if (request.method === 'OPTIONS') return { status: 204 };
  if (rules.token !== undefined && !carriesToken(request.authorization, rules.token)) {
    return refusal(401, 'Send the header Authorization: Bearer with the token of SRLM_CODEC_TOKEN');
  }
  const direction = directionOf(request.path);
  if (direction === undefined || request.method !== 'POST') {
    return refusal(404, `There is no route ${request.method} ${request.path}; POST to /encode or /decode`);
  }
  const parsed = payloadsSchema.safeParse(jsonOf(await request.readBody()));
  if (!parsed.success) return refusal(400, `The body must be {"payloads": [...]}: ${z.prettifyError(parsed.error)}`);
  try {
    const payloads = await rules.codec[direction](parsed.data.payloads);
    return {
      status: 200,
      body: { payloads: payloads.map(({ metadata, data }) => ({ metadata: texts(metadata), data: textOf(data) })) },
    };
  } catch (error) {
    if (error instanceof UnknownEncryptionKeyError || error instanceof DamagedPayloadError) {
      return refusal(400, error.message);
    }
    throw error;
  }
}

/** The Web UI appends the route to the endpoint, which may have a path of its own behind a proxy. */
function directionOf(path: string): 'encode' | 'decode' | undefined {
  if (path.endsWith('/encode')) return 'encode';
  return path.endsWith('/decode') ? 'decode' : undefined;
}

function refusal(status: number, message: string): CodecReply {
  return { status, body: { error: { message } } };
}

function texts(metadata: Record<string, Uint8Array> | null | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, textOf(value)]));
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('base64');
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // the schema says what was expected
  }
}
