/** The paused schedule of a run whose Trigger button in the Temporal Web UI starts the run's next iteration. */
export interface IterationSchedules {
  offer(run: string): Promise<void>;
}
