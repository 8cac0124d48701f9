/**
 * An audit bundle is JSON Lines: a header, the pieces of every file in order, the digests of model files, and last the
 * digest of all bytes before that line. Pieces keep lines short, so that files of any size need little memory.
 */
import { z } from 'zod';
import { digestSchema } from '../../core/records';

/** Histories are in the bundle as files of this folder, beside those of the run. */
export const HISTORIES_FOLDER = 'histories';
export const PIECE_BYTES = 1 << 20;

export const headerSchema = z.strictObject({
  bundle: z.literal('srlm-audit'),
  version: z.literal(1),
  run: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  srlm: z.string(),
  exportedAt: z.iso.datetime(),
});
export type BundleHeader = z.infer<typeof headerSchema>;

const path = z.string().min(1);

/** A piece of a file; `base64` holds what is no UTF-8 text. The digest is that of the piece. */
export const pieceSchema = z.union([
  z.strictObject({ path, sha256: digestSchema, text: z.string() }),
  z.strictObject({ path, sha256: digestSchema, base64: z.string() }),
]);

/** A file of a model folder: its digest stands for it. */
export const modelFileLineSchema = z.strictObject({
  path,
  model: path,
  sha256: digestSchema,
  bytes: z.int().min(0),
});

export const endSchema = z.strictObject({ sha256: digestSchema });
