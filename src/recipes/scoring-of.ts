import { COMBINED, type Scoring } from '../core/selection/scoring';
import { criticName, type Critic } from './critic-sections';
import type { Recipe } from './recipe-schema';

const POINTWISE = ['judge', 'listwise', 'verifier', 'http', 'module', 'process', 'panel'] as const;

/** Critics that give each response a number. */
export type PointwiseCritic = Extract<Critic, { kind: (typeof POINTWISE)[number] }>;

export function isPointwise(critic: Critic): critic is PointwiseCritic {
  return POINTWISE.some((kind) => kind === critic.kind);
}

/** Whether it has a part in the scores of selection.critic combined. */
export function isWeighed(critic: Critic): critic is PointwiseCritic {
  return isPointwise(critic) && critic.weight !== 0;
}

/** What the scores of a critic may be; undefined where only a person could say. */
export function rangeOf(critic: PointwiseCritic): { lowest: number; highest: number } | undefined {
  switch (critic.kind) {
    case 'judge':
    case 'listwise':
      return { lowest: 0, highest: 5 };
    case 'verifier':
    case 'process':
    case 'panel':
      return { lowest: 0, highest: 1 };
    case 'http':
    case 'module':
      return critic.range;
  }
}

/** How the critics of a recipe count together; undefined where one counts alone and none vetoes. */
export function scoringOf({ critics, selection }: Pick<Recipe, 'critics' | 'selection'>): Scoring | undefined {
  const isCombined = 'critic' in selection && selection.critic === COMBINED;
  const combined = isCombined ? critics.filter(isWeighed).flatMap(weighed) : [];
  const vetoes = critics.flatMap((critic) =>
    'veto' in critic && critic.veto !== undefined ? [{ critic: criticName(critic), lowest: critic.veto }] : [],
  );
  return combined.length + vetoes.length > 0 ? { combined, vetoes } : undefined;
}

function weighed(critic: PointwiseCritic): Scoring['combined'] {
  const { weight = 1 } = critic;
  const range = rangeOf(critic);
  const tag = 'tag' in critic && critic.tag !== undefined ? { tag: critic.tag } : {};
  return range ? [{ critic: criticName(critic), weight, range, ...tag }] : [];
}
