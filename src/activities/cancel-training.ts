import type { ActivityDependencies } from './dependencies';

/**
 * Cancels what the trainer still does for a run that ended before its time. The activity that watched a job cancels it
 * itself, unless its worker was dead when the run was cancelled.
 */
export async function cancelTraining(
  { trainer }: Pick<ActivityDependencies, 'trainer'>,
  { run }: { run: string },
): Promise<{ cancelled: number }> {
  const jobs = (await trainer.unfinished()).filter((id) => isJobOf(run, id));
  await Promise.all(jobs.map((id) => trainer.cancel(id)));
  return { cancelled: jobs.length };
}

/** A run's name may be the beginning of another's; what follows it in a job's id tells them apart. */
function isJobOf(run: string, id: string): boolean {
  return id.startsWith(`${run}-`) && /^(?:M\d+|sft|RM\d*|PRM)(?:\.\d+)?-[0-9a-f]{12}$/.test(id.slice(run.length + 1));
}
