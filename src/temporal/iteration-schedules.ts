import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import type { IterationSchedules } from '../activities/iteration-schedules';
import { nextIterationId } from './workflow-ids';

/** A schedule must have a time; this one is paused and only ever triggered by hand. */
const NEVER_USED_INTERVAL = '365 days';

/** Offers a run's next iteration as a paused schedule, so that the Web UI has a Trigger button for it. */
export function createIterationSchedules(client: Client, taskQueue: string): IterationSchedules {
  return {
    async offer(run) {
      const id = nextIterationId(run);
      try {
        await client.schedule.create({
          scheduleId: id,
          spec: { intervals: [{ every: NEVER_USED_INTERVAL }] },
          action: {
            type: 'startWorkflow',
            workflowType: 'selfRewardingIteration',
            workflowId: id,
            taskQueue,
            args: [{ run }],
          },
          policies: { overlap: ScheduleOverlapPolicy.SKIP },
          state: {
            paused: true,
            note: `Press Trigger to start the next iteration of run "${run}". It has no times of its own.`,
          },
        });
      } catch (error) {
        // A run that is started again, or an attempt after one that died, finds its schedule there.
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      }
    },
  };
}
