import { z } from 'zod';
import type { ModelCard, Tokenization } from '../replies';

/** The reply of `/v1/models`. */
export const modelsSchema = z
  .object({
    data: z.array(
      z.object({
        id: z.string(),
        root: z.string().nullish(),
        parent: z.string().nullish(),
        max_model_len: z.int().nullish(),
      }),
    ),
  })
  .transform(({ data }) =>
    data.map(({ id, root, parent, max_model_len: maxModelLen }): ModelCard => ({
      id,
      root: root ?? undefined,
      parent: parent ?? undefined,
      maxModelLen: maxModelLen ?? undefined,
    })),
  );

/** The reply of `/tokenize`. */
export const tokenizationSchema = z
  .object({
    count: z.int(),
    max_model_len: z.int(),
    tokens: z.array(z.int()),
    token_strs: z.array(z.string()).nullish(),
  })
  .transform(({ count, max_model_len: maxModelLen, tokens, token_strs: tokenStrings }): Tokenization => ({
    count,
    maxModelLen,
    tokens,
    tokenStrings: tokenStrings ?? undefined,
  }));

/** The reply of `/detokenize`. */
export const detokenizationSchema = z.object({ prompt: z.string() }).transform(({ prompt }) => ({ text: prompt }));

/** The reply of `/version`. */
export const versionSchema = z.object({ version: z.string() }).transform(({ version }) => version);

/** The reply of `/weight_info`. */
export const weightInfoSchema = z
  .object({ weight_version: z.string().nullable() })
  .transform(({ weight_version: weightVersion }) => ({ weightVersion }));

/** The reply of `/reset_prefix_cache`. */
export const resetPrefixCacheSchema = z.object({ success: z.boolean() });
