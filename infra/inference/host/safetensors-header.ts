import { open } from 'node:fs/promises';
import { z } from 'zod';
import { UnservableModelError } from './errors';

const LENGTH_BYTES = 8;
const MAXIMUM_HEADER_BYTES = 100_000_000;
const tensorSchema = z.object({ shape: z.array(z.number()), data_offsets: z.tuple([z.number(), z.number()]) });

/** Names and shapes of the tensors, and proof that the file is complete: vLLM's engine does not survive a truncated one. */
export async function readTensorShapes(path: string): Promise<[name: string, shape: number[]][]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { buffer: lengthBytes } = await file.read(Buffer.alloc(LENGTH_BYTES), 0, LENGTH_BYTES, 0);
    const headerBytes = Number(lengthBytes.readBigUInt64LE());
    if (headerBytes > Math.min(size - LENGTH_BYTES, MAXIMUM_HEADER_BYTES))
      throw incomplete(path, 'its header is cut off');
    const { buffer } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, LENGTH_BYTES);
    const header = z.record(z.string(), z.unknown()).parse(JSON.parse(buffer.toString('utf8')));
    const tensors = Object.entries(header)
      .filter(([name]) => name !== '__metadata__')
      .map(([name, tensor]) => ({ name, ...tensorSchema.parse(tensor) }));
    const end = LENGTH_BYTES + headerBytes + Math.max(0, ...tensors.map((tensor) => tensor.data_offsets[1]));
    if (end !== size) throw incomplete(path, `it should have ${end} bytes and has ${size}`);
    return tensors.map(({ name, shape }) => [name, shape]);
  } catch (cause) {
    if (cause instanceof UnservableModelError) throw cause;
    throw incomplete(path, cause instanceof Error ? cause.message : String(cause));
  } finally {
    await file.close();
  }
}

function incomplete(path: string, reason: string): UnservableModelError {
  return new UnservableModelError(`${path} is not a complete safetensors file: ${reason}`);
}
