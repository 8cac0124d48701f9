import type { PairRecord } from '../../records';
import { selectDatasetAgainstSample } from '../dataset-against-sample';
import type { SoftPairRecord, UnscoredPairRecord, WinRatePairRecord } from '../example-records';
import { majorityVerdicts } from '../panel-verdicts';
import { selectMargins, type MarginSettings } from '../margins';
import type { SelectionScope, Selector } from '../selector';
import { selectHardPairs, selectSoftPairs } from '../soft-preference';
import { selectWinRates, type WinRatePairing } from '../win-rates';
import { accumulate, discardedOf, feedbackOf, recordsOf } from './accumulate';
import { scoresOf } from './scores-of';

/** DNO-prct (2404.03715): every good response against what is clearly worse. */
export function marginsRule(
  { critic, ...settings }: MarginSettings & { critic: string },
  scope: SelectionScope,
): Selector {
  return accumulate((records) => {
    const { examples, discarded, figures } = selectMargins(
      recordsOf(records, scoresOf(records, critic, scope), scope),
      settings,
    );
    return { pairs: examples, discarded, figures: { defective: figures.defective, ...figures.pairsByOrigin } };
  });
}

/** DNO-soft (2404.03715): pairs with the win rates of both sides, by one judge or the majority of a panel. */
export function winRatesRule(
  { pairing, critic }: { pairing: WinRatePairing; critic?: string | undefined },
  scope: SelectionScope,
): Selector {
  return accumulate((records) => {
    const verdicts = feedbackOf(records, 'verdict');
    const comparisons =
      critic === undefined ? verdicts.filter((said) => said.critic === undefined) : majorityVerdicts(verdicts, critic);
    const { examples, discarded, figures } = selectWinRates(recordsOf(records, comparisons, scope), pairing);
    return { pairs: examples.map(winRatePair), discarded, figures: { ...figures } };
  });
}

/** Constitutional AI (2212.08073): the more probable side, with its probability or from a threshold on. */
export function softPreferenceRule({ threshold }: { threshold?: number | undefined }, scope: SelectionScope): Selector {
  return accumulate((records) => {
    const given = recordsOf(records, feedbackOf(records, 'preference'), scope);
    if (threshold !== undefined) {
      const { examples, discarded } = selectHardPairs(given, threshold);
      return { pairs: examples, discarded: discardedOf(discarded) };
    }
    const { examples, discarded } = selectSoftPairs(given);
    return { pairs: examples.map(softPair), discarded: discardedOf(discarded) };
  });
}

/** SPIN (2401.01335): the data set's answer against every sample. */
export function datasetRule(scope: SelectionScope): Selector {
  return accumulate((records) => {
    const { prompt, answer, responses } = records;
    const own = answer === undefined ? [] : [answerOf(prompt.id, answer)];
    const pool = { ...records, responses: [...own, ...responses] };
    const { examples, discarded } = selectDatasetAgainstSample(recordsOf(pool, [], scope));
    return { pairs: examples.map(unscoredPair), discarded };
  });
}

/** An answer that nobody sampled, in the shape of one that somebody did. */
function answerOf(promptId: string, text: string) {
  return {
    id: `${promptId}.answer`,
    promptId,
    text,
    finishReason: 'stop' as const,
    model: 'dataset',
    origin: 'dataset' as const,
  };
}

export function softPair({ feedbackIds, ...pair }: SoftPairRecord): PairRecord {
  return { ...pair, judgementIds: feedbackIds };
}

function unscoredPair({ feedbackIds, ...pair }: UnscoredPairRecord): PairRecord {
  return { ...pair, chosenScore: null, rejectedScore: null, judgementIds: feedbackIds };
}

/** The side that wins more often is the chosen one; the loss is the same either way round. */
function winRatePair(compared: WinRatePairRecord): PairRecord {
  const { id, promptId, prompt, feedbackIds, weight, iteration } = compared;
  const first = { text: compared.first, id: compared.firstId, rate: compared.firstReward };
  const second = { text: compared.second, id: compared.secondId, rate: compared.secondReward };
  const [chosen, rejected] = first.rate >= second.rate ? [first, second] : [second, first];
  return {
    id,
    promptId,
    prompt,
    chosen: chosen.text,
    rejected: rejected.text,
    chosenId: chosen.id,
    rejectedId: rejected.id,
    chosenScore: chosen.rate,
    rejectedScore: rejected.rate,
    judgementIds: feedbackIds,
    weight,
    iteration,
  };
}
