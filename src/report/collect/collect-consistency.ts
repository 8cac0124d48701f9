import { z } from 'zod';
import type { Recipe } from '../../recipes/recipe';
import type { ArtifactStore } from '../../store/artifact-store';
import type { iterationLayout } from '../../store/run-layout';
import type { ConsistencyReport } from '../data/iteration-data';
import type { TrainingSummary } from '../data/model-data';
import { storedJson } from './stored-json';

const selectedSchema = z.object({ figures: z.record(z.string(), z.number()).default({}) });
type Figures = Readonly<Record<string, number>>;

/** What the selection of an iteration measured, and the training on its pairs; null where neither did. */
export async function collectConsistency(
  store: ArtifactStore,
  layout: ReturnType<typeof iterationLayout>,
  { kind }: Recipe['selection'],
  training: TrainingSummary | null | undefined,
): Promise<ConsistencyReport | null> {
  const { figures } = (await storedJson(store, layout.selection, selectedSchema)) ?? { figures: {} };
  const found = {
    ...(kind === 'agreement' ? ofPairs(figures) : { ratio: training?.extra['consistencyRatio'] ?? null, pairs: null }),
    cream: kind === 'consistency' ? creamOf(figures, OWN) : creamOf(figures, BESIDE),
  };
  return found.ratio === null && found.cream === null ? null : found;
}

function ofPairs({ consistency, compared }: Figures): Pick<ConsistencyReport, 'ratio' | 'pairs'> {
  return { ratio: consistency ?? null, pairs: compared ?? null };
}

/** What CREAM itself calls its figures, and what they are called beside those of another rule. */
const OWN = { value: 'kendall', prompts: 'measured', unmeasured: 'unmeasured' };
const BESIDE = { value: 'creamConsistency', prompts: 'creamMeasured', unmeasured: 'creamUnmeasured' };

function creamOf(figures: Figures, names: typeof OWN): ConsistencyReport['cream'] {
  const [prompts, unmeasured] = [figures[names.prompts], figures[names.unmeasured]];
  if (prompts === undefined || unmeasured === undefined) return null;
  return { value: figures[names.value] ?? null, prompts, unmeasured };
}
