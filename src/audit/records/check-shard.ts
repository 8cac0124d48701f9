import type { Findings } from '../findings';
import type { RecordedShard } from './read-iteration';

/** What the responses of an iteration name as the model that wrote them, by who wrote them. */
export interface Writers {
  policy: string;
  /** Undefined where the recipe has no teacher. */
  teacher: string | undefined;
}

/** The responses of a shard: each answers a prompt of the iteration, and is by the policy or its teacher. */
export function checkShard(
  { responses, files }: Pick<RecordedShard, 'responses' | 'files'>,
  prompts: ReadonlyMap<string, unknown>,
  writers: Writers,
  findings: Findings,
): void {
  const seen = new Set<string>();
  for (const [index, response] of responses.entries()) {
    const differ = (problem: string) => findings.differ(`${files.responses.path}:${index + 1}`, problem);
    if (seen.has(response.id)) differ(`response ${response.id} is there twice`);
    seen.add(response.id);
    if (!prompts.has(response.promptId)) differ(`its prompt ${response.promptId} does not exist`);
    const { origin = 'policy' } = response;
    if (response.model !== writers[origin])
      differ(`was made by ${response.model}; the ${origin} is ${writers[origin] ?? 'not in the recipe'}`);
  }
  findings.prove('responses', responses.length);
}
