import type { Findings } from '../findings';
import type { RecordedShard } from './read-iteration';

/** The responses of a shard: each answers a prompt of the iteration, and is by the policy. */
export function checkShard(
  { responses, files }: Pick<RecordedShard, 'responses' | 'files'>,
  prompts: ReadonlyMap<string, unknown>,
  policy: string,
  findings: Findings,
): void {
  const seen = new Set<string>();
  for (const [index, response] of responses.entries()) {
    const differ = (problem: string) => findings.differ(`${files.responses.path}:${index + 1}`, problem);
    if (seen.has(response.id)) differ(`response ${response.id} is there twice`);
    seen.add(response.id);
    if (!prompts.has(response.promptId)) differ(`its prompt ${response.promptId} does not exist`);
    if (response.model !== policy) differ(`was made by ${response.model}; the policy is ${policy}`);
  }
  findings.prove('responses', responses.length);
}
