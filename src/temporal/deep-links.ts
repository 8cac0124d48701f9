import type { TemporalSettings } from './connection-options';
import { nextIterationId, runWorkflowId } from './workflow-ids';

/** Where the Web UI is and what it shows. */
export type UiSettings = Pick<TemporalSettings, 'uiUrl' | 'namespace' | 'taskQueue'>;

/** The list of runs. */
export function runsLink(ui: UiSettings): string {
  return `${inNamespace(ui)}/workflows?${new URLSearchParams({ query: 'WorkflowType="selfRewardingRun"' }).toString()}`;
}

/** A workflow; without a run id the newest execution of that name. */
export function workflowLink(ui: UiSettings, workflowId: string, runId?: string): string {
  const place = `${inNamespace(ui)}/workflows/${encodeURIComponent(workflowId)}`;
  return runId === undefined ? place : `${place}/${encodeURIComponent(runId)}`;
}

/**
 * The start form with type, task queue and workflow id filled in. The UI also loads the input of the newest workflow
 * that matches them.
 */
export function startFormLink(ui: UiSettings, run: string): string {
  const query = new URLSearchParams({
    workflowType: 'selfRewardingRun',
    taskQueue: ui.taskQueue,
    workflowId: runWorkflowId(run),
  });
  return `${inNamespace(ui)}/workflows/start-workflow?${query.toString()}`;
}

/** The schedule whose Trigger button starts the run's next iteration. */
export function nextIterationLink(ui: UiSettings, run: string): string {
  return `${inNamespace(ui)}/schedules/${encodeURIComponent(nextIterationId(run))}`;
}

function inNamespace({ uiUrl, namespace }: UiSettings): string {
  return `${uiUrl}/namespaces/${encodeURIComponent(namespace)}`;
}
