import { z } from 'zod';

/** The id of a record, or of what it is about. */
export const saidId = z.string().min(1).max(240);

/** What every record of something that a model said begins with; `model` is the digest of the model. */
export const said = { id: saidId, promptId: saidId, model: z.string() };
