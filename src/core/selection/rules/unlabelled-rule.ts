import type { PairRecord } from '../../records';
import { mayBeChosen } from '../candidate-rules';
import type { UnlabelledPairRecord } from '../example-records';
import type { SelectionScope, Selector } from '../selector';
import { selectUnlabelled } from '../unlabelled-pairs';
import { accumulate, recordsOf } from './accumulate';

/** SCIR online (2502.08922): pairs that nobody has compared. Either side may win in training, so that both must be fit to. */
export function unlabelledRule({ pairsPerPrompt }: { pairsPerPrompt: number }, scope: SelectionScope): Selector {
  return accumulate((records) => {
    const responses = records.responses.filter(mayBeChosen);
    const { examples, discarded } = selectUnlabelled(recordsOf({ ...records, responses }, [], scope), {
      perPrompt: pairsPerPrompt,
    });
    return {
      pairs: examples.map(toPair),
      discarded,
      figures: { unfitResponses: records.responses.length - responses.length },
    };
  });
}

function toPair({ first, second, firstId, secondId, feedbackIds, ...pair }: UnlabelledPairRecord): PairRecord {
  const sides = { chosen: first, rejected: second, chosenId: firstId, rejectedId: secondId };
  return { ...pair, ...sides, chosenScore: null, rejectedScore: null, judgementIds: feedbackIds, unlabelled: true };
}
