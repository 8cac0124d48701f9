import { z } from 'zod';

/** What the guard rails did in an iteration. Responses, but for pairs and prompts. */
export const safetyCountsSchema = z.strictObject({
  criticised: z.int().min(0),
  unsafe: z.int().min(0),
  unsure: z.int().min(0),
  /** Pairs whose safe side is chosen against the preference of the rule. */
  reoriented: z.int().min(0),
  /** Pairs whose chosen side is a revision of an unsafe response. */
  revised: z.int().min(0),
  /** Pairs that would have taught to refuse what is harmless. */
  overRefusals: z.int().min(0),
  /** Prompts of which nothing is safe enough to be learned from. */
  heldBack: z.int().min(0),
});
export type SafetyCounts = z.infer<typeof safetyCountsSchema>;

/** In one sentence. */
export function describeSafety(counts: SafetyCounts): string {
  const { criticised, unsafe, unsure, reoriented, revised, overRefusals, heldBack } = counts;
  return (
    `safety: ${criticised} responses criticised, ${unsafe} unsafe, ${unsure} unsure; ${reoriented} pairs turned round, ` +
    `${revised} with a revision, ${overRefusals} dropped as over-refusals; ${heldBack} prompts held back`
  );
}

export function noSafetyCounts(): SafetyCounts {
  return { criticised: 0, unsafe: 0, unsure: 0, reoriented: 0, revised: 0, overRefusals: 0, heldBack: 0 };
}
