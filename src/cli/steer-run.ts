import type { WorkflowHandle } from '@temporalio/client';
import { withClient } from '../temporal/connect-client';
import { NoWorkerError } from '../temporal/errors';
import { findRun } from '../temporal/find-run';
import { serviceCondition } from '../temporal/service-condition';
import { print, type CommandContext, type JsonOptions } from './command-context';
import { OperationFailedError } from './errors';
import { runName } from './run-name';

const ANSWER_MS = 30_000;

/** Sends a message to a run that is under way and prints what came of it. */
export async function steerRun(
  context: CommandContext,
  typedName: string,
  options: JsonOptions,
  send: (handle: WorkflowHandle) => Promise<string>,
): Promise<void> {
  const name = runName(typedName);
  const { temporal: settings } = context.environment();
  await withClient(settings, async (client) => {
    const { run, workflowId, state } = await findRun(client, name);
    if (state !== 'RUNNING') {
      throw new OperationFailedError(
        `Run "${run}" is not under way (${state.toLowerCase()}); \`srlm run\` with its recipe goes on with it`,
      );
    }
    const handle = client.workflow.getHandle(workflowId);
    try {
      const message = await client.connection.withDeadline(Date.now() + ANSWER_MS, () => send(handle));
      print(context.terminal, options, { run, workflowId, message }, message);
    } catch (error) {
      if (serviceCondition(error) !== 'late') throw error;
      throw new NoWorkerError(workflowId, settings.taskQueue, error);
    }
  });
}
