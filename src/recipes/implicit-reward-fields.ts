import { z } from 'zod';

/** How implicit rewards become a probability (2502.08922): sigma(scale * difference of the two). */
export const implicitRewardFields = {
  lengthNormalised: z.boolean().default(true).describe('Whether log-ratios are divided by the number of tokens.'),
  scale: z
    .number()
    .positive()
    .optional()
    .describe('Makes a probability of the difference of rewards; 1 when left out, 0.1 without lengthNormalised.'),
};

/** Fills the scale in: sums over the tokens differ by more than means do. */
export function withScale<Settings extends { lengthNormalised: boolean; scale?: number | undefined }>(
  settings: Settings,
): Settings & { scale: number } {
  return { ...settings, scale: settings.scale ?? (settings.lengthNormalised ? 1 : 0.1) };
}
