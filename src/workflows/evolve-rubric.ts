import type { EvolvedRubric } from '../activities/evolve-rubric';
import type { OpenedIteration } from '../activities/opening';
import { describeRubric } from '../core/guard-rails/rubric-trial';
import type { ServedModel } from '../serving/served-model';
import { beating, callSettings, labelling } from './activity-proxies';
import { judgeOf } from './critics';
import { noteSetAside } from './iteration-counts';
import type { ModelContext } from './make-model';
import { pausable } from './pausable';

/** What the iteration judges by, where the recipe lets the judge prompt evolve; undefined where it does not. */
export async function evolveRubric(
  { iteration, attempt, rubric: before, seedFiles }: OpenedIteration,
  policy: ServedModel,
  { recipe, progress, pauseSwitch }: ModelContext,
  callsInFlight: number,
): Promise<EvolvedRubric | undefined> {
  const { run, seed, evolvingRubric, evaluation, judgements } = recipe;
  const { canaries, heldOut } = seedFiles;
  if (!evolvingRubric || !canaries) return undefined;
  progress.enter('labelling', 'judge prompt');
  const evolved = await pausable(pauseSwitch, () =>
    labelling.evolveRubric.executeWithOptions(beating(recipe, 'judge prompt'), [
      {
        run,
        seed,
        iteration,
        attempt,
        judge: judgeOf(recipe, policy),
        before,
        heldOut,
        canaries,
        evaluation,
        sampling: { proposal: evolvingRubric.sampling, judgement: judgements.sampling },
        calls: callSettings(recipe, callsInFlight),
      },
    ]),
  );
  noteSetAside(progress, 'responses', evolved.quarantine);
  progress.status.notes.push(describeRubric(evolved));
  return evolved;
}
