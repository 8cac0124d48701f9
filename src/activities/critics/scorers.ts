import { httpScorer } from './http-scorer';
import { moduleScorer } from './module-scorer';
import type { Scorer, ScoringCritic } from './score';
import { verifierScorer } from './verifier-scorer';

/** @throws a non-retryable failure when the program of a person cannot be loaded. */
export async function scorerOf(critic: ScoringCritic): Promise<Scorer> {
  switch (critic.kind) {
    case 'verifier':
      return verifierScorer(critic);
    case 'http':
      return httpScorer(critic);
    case 'module':
      return moduleScorer(critic.path);
  }
}
