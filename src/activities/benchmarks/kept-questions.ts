import { z } from 'zod';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';

const questionSchema = z.looseObject({ id: z.string(), turns: z.array(z.string()) });
type KeptQuestion = z.infer<typeof questionSchema>;

/** The questions that every model of a run is asked; undefined before the first. */
export async function keptQuestions(
  store: ArtifactStore,
  run: string,
  name: string,
): Promise<KeptQuestion[] | undefined> {
  const artifact = await store.find(runLayout(run).benchmark(name, 'questions.jsonl'));
  return artifact && store.readRows(artifact, questionSchema);
}
