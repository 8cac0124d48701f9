import { Worker } from '@temporalio/worker';
import type { ModelReference } from '../../core/records';
import type { AuditSources } from '../audit-sources';
import type { Findings } from '../findings';
import type { NamedFiles } from '../named-files';
import { sortExecutions, type ReadExecution } from './earlier-runs';
import { executionName } from './leads-to';
import { readHistory } from './read-history';
import type { RecordedHistory } from './recorded-history';

type HistorySources = Pick<AuditSources, 'histories' | 'workflowCode' | 'dataConverter'>;

export interface NamedModel {
  model: ModelReference;
  by: string;
}

/**
 * Replays every history of the run with the workflow code at hand and collects what their activities said. Histories are the root
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
  const { ofThisRun, ofEarlierRuns } = sortExecutions(await readAll(sources));
  for (const { execution, contradiction } of ofEarlierRuns)
    findings.cannotProve(
      executionName(execution.recorded),
      `it belongs to an earlier run of this name and was not looked at: ${contradiction}`,
    );
  for (const { recorded, read } of ofThisRun) {
    seen.add(executionName(recorded));
    await replay(sources, recorded, findings);
    const { named: found, leadsTo, unreadable } = read;
    for (const { by, artifacts, models: references } of found) {
      for (const artifact of artifacts) named.name(artifact, by);
      models.push(...references.map((model) => ({ model, by })));
    }
    if (unreadable) findings.differ(unreadable.by, unreadable.problem);
    for (const execution of leadsTo) expected.set(executionName(execution), executionName(recorded));
  }
  if (seen.size === 0)
    findings.differ('the histories of the run', 'there is none, and without one every digest rests on itself');
  for (const [name, from] of expected) {
    if (!seen.has(name))
      findings.cannotProve(name, `${from} leads to it, and its history is not there (retention may have ended)`);
  }
  return models;
}

async function readAll({ histories, dataConverter }: HistorySources): Promise<ReadExecution[]> {
  const executions: ReadExecution[] = [];
  for await (const recorded of histories)
    executions.push({ recorded, read: await readHistory(recorded, dataConverter) });
  return executions;
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
