import { Worker } from '@temporalio/worker';
import type { ModelReference } from '../../core/records';
import type { AuditSources } from '../audit-sources';
import type { Findings } from '../findings';
import type { NamedFiles } from '../named-files';
import { readHistory } from './read-history';
import type { RecordedHistory } from './recorded-history';

type HistorySources = Pick<AuditSources, 'histories' | 'workflowCode' | 'dataConverter'>;

export interface NamedModel {
  model: ModelReference;
  by: string;
}

/**
 * Replays every history with the workflow code at hand and collects what their activities said. Histories are the root
 * of trust: what they name by digest is what the store must hold.
 */
export async function checkHistories(
  sources: HistorySources,
  findings: Findings,
  named: NamedFiles,
): Promise<NamedModel[]> {
  const models: NamedModel[] = [];
  const seen = new Set<string>();
  const expected = new Map<string, string>();
  for await (const recorded of sources.histories) {
    seen.add(nameOf(recorded));
    await replay(sources, recorded, findings);
    const { named: found, leadsTo, unreadable } = await readHistory(recorded, sources.dataConverter);
    for (const { by, artifacts, models: references } of found) {
      for (const artifact of artifacts) named.name(artifact, by);
      models.push(...references.map((model) => ({ model, by })));
    }
    if (unreadable) findings.differ(unreadable.by, unreadable.problem);
    for (const execution of leadsTo) expected.set(nameOf(execution), nameOf(recorded));
  }
  if (seen.size === 0)
    findings.differ('the histories of the run', 'there is none, and without one every digest rests on itself');
  for (const [name, from] of expected) {
    if (!seen.has(name))
      findings.cannotProve(name, `${from} leads to it, and its history is not there (retention may have ended)`);
  }
  return models;
}

async function replay(
  { workflowCode, dataConverter }: HistorySources,
  { history, workflowId, place }: RecordedHistory,
  findings: Findings,
): Promise<void> {
  try {
    await Worker.runReplayHistory(
      { ...workflowCode, ...(dataConverter ? { dataConverter } : {}) },
      history,
      workflowId,
    );
    findings.prove('workflows', 1);
    findings.prove('events', history.events?.length ?? 0);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    findings.differ(`workflow ${workflowId} (${place})`, `its history does not replay with this version: ${reason}`);
  }
}

function nameOf({ workflowId, runId }: { workflowId: string; runId: string }): string {
  return `workflow ${workflowId} (run ${runId})`;
}
