import type { ServedModel } from '../serving/served-model';
import { beating, labelling } from './activity-proxies';
import { eachShard, rangeOf, shardInput, type LabelledShard, type Labelling } from './each-shard';
import { addShard } from './iteration-counts';
import { pausable } from './pausable';

/** Solutions step by step (2503.03746): the policy writes the steps and compares them in one go. */
export async function walkShards(work: Labelling, policy: ServedModel): Promise<LabelledShard[]> {
  const { recipe, progress, pauseSwitch } = work.context;
  const { process, judgements } = recipe;
  return eachShard(work, async (shard) => {
    const walked = await pausable(pauseSwitch, () =>
      labelling.walkSteps.executeWithOptions(beating(recipe, `steps, ${rangeOf(shard)}`), [
        { ...shardInput(work, shard), policy, process, judging: judgements.sampling },
      ]),
    );
    const { responses: artifact, calls, quarantine } = walked;
    const responses = { artifact, calls, quarantine, truncated: 0, meanTokens: 0 };
    addShard(progress, recipe, responses, undefined);
    return { shard, responses, feedback: undefined, criticFeedback: [walked.artifact] };
  });
}
