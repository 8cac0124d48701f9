/** What a verifier says of a response: it is certain, so there is always a score, and why it is not the highest. */
export interface Verification {
  /** From 0 to 1. */
  score: number;
  reason?: string;
}
