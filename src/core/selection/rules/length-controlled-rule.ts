import type { MetaVerdictRecord } from '../../feedback-records';
import type { JudgePairRecord } from '../../meta/judge-pair';
import type { JudgePairSettings } from '../../meta/judge-pair-settings';
import { selectJudgePairs, type MetaJudgedRecords } from '../../meta/select-judge-pairs';
import type { PairRecord, PromptRecord } from '../../records';
import { seedScope } from '../../seed-scope';
import { createRandom, deriveSeed } from '../../seeds';
import { selectLengthControlledPair, type LengthControl } from '../length-controlled';
import type { SelectionScope, Selector } from '../selector';
import { addTo } from './accumulate';
import { measuredOf } from './consistency-rule';
import { JUDGE, scoresOf } from './scores-of';

export interface LengthControlledSettings extends LengthControl {
  critic: string;
  /** Pairs of judgements beside the pairs of responses, where a meta-judge was asked. */
  judgePairs?: JudgePairSettings | undefined;
}

/** Meta-Rewarding (2407.19594): pairs that do not teach length, and pairs of judgements that teach to judge. */
export function lengthControlledRule(settings: LengthControlledSettings, scope: SelectionScope): Selector {
  const { critic, judgePairs, ...control } = settings;
  const pairs: PairRecord[] = [];
  const discarded: Record<string, number> = {};
  const prompts: PromptRecord[] = [];
  const judged: MetaJudgedRecords[] = [];
  return {
    add(records) {
      const { prompt, responses, judgements, feedback } = records;
      const purpose = `pair/${scope.seed}`;
      const selection = selectLengthControlledPair(
        {
          prompt,
          responses,
          judgements,
          scores: critic === JUDGE ? undefined : scoresOf(records, critic, scope),
          minValidJudgements: scope.minimumValid,
          iteration: scope.iteration,
          random: createRandom(deriveSeed({ ...seedScope(scope), purpose, promptId: prompt.id })),
        },
        control,
      );
      if (selection.kind === 'pair') pairs.push(selection.pair);
      else addTo(discarded, { [selection.reason]: 1 });
      if (!judgePairs) return;
      prompts.push(prompt);
      const metaVerdicts = feedback.filter((said): said is MetaVerdictRecord => said.kind === 'meta-verdict');
      judged.push({ responses, judgements, metaVerdicts });
    },
    finish() {
      if (!judgePairs) return { pairs, imitated: [], discarded, figures: {} };
      const selected = selectJudgePairs(
        { ...judgePairs, ...scope },
        { prompts, shards: judged, otherRows: pairs.length },
      );
      const figures = { ...measuredOf(selected.figures), judgePairs: selected.pairs.length };
      for (const [reason, count] of Object.entries(selected.discarded))
        if (count > 0) addTo(discarded, { [`judge pair: ${reason}`]: count });
      return { pairs: [...pairs, ...selected.pairs.map(toPair)], imitated: [], discarded, figures };
    },
  };
}

/** The judge goes on with the conversation in which it was asked. */
function toPair({ prompt, metaVerdictIds, responseId: _, kind: __, ...judgePair }: JudgePairRecord): PairRecord {
  const { chosenStrength, rejectedStrength, ...pair } = judgePair;
  return {
    ...pair,
    prompt: prompt.at(-1)?.content ?? '',
    messages: prompt,
    chosenScore: chosenStrength,
    rejectedScore: rejectedStrength,
    judgementIds: metaVerdictIds,
  };
}
