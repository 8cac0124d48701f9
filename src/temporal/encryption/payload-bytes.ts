import type { Payload } from '@temporalio/common';
import { Reader, Writer } from 'protobufjs/minimal';

// The tags of temporal.api.common.v1.Payload: metadata is map<string, bytes> 1, data is bytes 2.
const FIRST_BYTES_FIELD = 10;
const SECOND_BYTES_FIELD = 18;

/** The protobuf form of a payload, which is what every SDK of Temporal encrypts: their tools can read ours. */
export function bytesOfPayload({ metadata, data }: Payload): Uint8Array {
  const writer = Writer.create();
  for (const [key, value] of Object.entries(metadata ?? {})) {
    writer.uint32(FIRST_BYTES_FIELD).fork().uint32(FIRST_BYTES_FIELD).string(key);
    writer.uint32(SECOND_BYTES_FIELD).bytes(value).ldelim();
  }
  if (data) writer.uint32(SECOND_BYTES_FIELD).bytes(data);
  return writer.finish();
}

export function payloadOfBytes(bytes: Uint8Array): Payload {
  const reader = Reader.create(bytes);
  const metadata: Record<string, Uint8Array> = {};
  let data: Uint8Array | undefined;
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === FIRST_BYTES_FIELD) {
      const entry = readEntry(reader, reader.uint32() + reader.pos);
      metadata[entry.key] = entry.value;
    } else if (tag === SECOND_BYTES_FIELD) data = reader.bytes();
    else reader.skipType(tag & 7);
  }
  return { metadata, ...(data ? { data } : {}) };
}

function readEntry(reader: Reader, end: number): { key: string; value: Uint8Array } {
  let key = '';
  let value = new Uint8Array();
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === FIRST_BYTES_FIELD) key = reader.string();
    else if (tag === SECOND_BYTES_FIELD) value = Uint8Array.from(reader.bytes());
    else reader.skipType(tag & 7);
  }
  return { key, value };
}
