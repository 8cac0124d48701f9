import type { RunStatus, Stage } from '../../workflows/status';

/** In the order in which an iteration goes through them. */
const STAGES: readonly Stage[] = ['prompts', 'labelling', 'pairs', 'training', 'serving', 'evaluation', 'report'];

/** The stages of the iteration under way: those that are done, the present one, and those to come. */
export function stageLine({ stage, counts }: Pick<RunStatus, 'stage' | 'counts'>): string | null {
  const present = STAGES.indexOf(stage);
  if (present < 0) return null;
  // The policy is served before there are prompts; the new model is served again.
  const isBegun = stage !== 'serving' || counts !== null;
  return STAGES.map((name, index) => {
    if (name === stage) return `▸ ${name}`;
    return `${isBegun && index < present ? '✓' : '·'} ${name}`;
  }).join('  ');
}
