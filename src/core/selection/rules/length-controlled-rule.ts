import type { MetaVerdictRecord } from '../../feedback-records';
import type { JudgePairRecord } from '../../meta/judge-pair';
import type { JudgePairSettings } from '../../meta/judge-pair-settings';
import { selectJudgePairs, type MetaJudgedRecords } from '../../meta/select-judge-pairs';
import type { PairRecord, PromptRecord } from '../../records';
import { lengthControlled, type LengthControl } from '../length-controlled';
import type { OnePairSettings } from '../one-pair-a-prompt';
import type { SelectionScope, Selector } from '../selector';
import { measuredOf } from './accumulate';

export interface LengthControlledSettings extends LengthControl, OnePairSettings {
  /** Pairs of judgements beside the pairs of responses, where a meta-judge was asked. */
  judgePairs?: JudgePairSettings | undefined;
}

/** Meta-Rewarding (2407.19594): pairs that do not teach length, and pairs of judgements that teach to judge. */
export function lengthControlledRule(settings: LengthControlledSettings, scope: SelectionScope): Selector {
  const { critic, margin, judgePairs, ...control } = settings;
  const ofResponses = lengthControlled(scope, control, { critic, margin });
  if (!judgePairs) return ofResponses;
  const prompts: PromptRecord[] = [];
  const shards: MetaJudgedRecords[] = [];
  return {
    add(records) {
      ofResponses.add(records);
      const { prompt, responses, judgements, feedback } = records;
      const metaVerdicts = feedback.filter((said): said is MetaVerdictRecord => said.kind === 'meta-verdict');
      prompts.push(prompt);
      shards.push({ responses, judgements, metaVerdicts });
    },
    finish() {
      const selected = ofResponses.finish();
      const otherRows = selected.pairs.length;
      const judged = selectJudgePairs({ ...judgePairs, ...scope }, { prompts, shards, otherRows });
      const discarded = { ...selected.discarded };
      for (const [reason, count] of Object.entries(judged.discarded)) discarded[`judge pair: ${reason}`] = count;
      return {
        ...selected,
        pairs: [...selected.pairs, ...judged.pairs.map(toPair)],
        discarded,
        figures: { ...measuredOf(judged.figures), judgePairs: judged.pairs.length },
      };
    },
  };
}

/** A judge goes on with the conversation in which it was asked. */
function toPair(judgePair: JudgePairRecord): PairRecord {
  const { prompt, metaVerdictIds, chosenStrength, rejectedStrength, responseId: _, kind: __, ...pair } = judgePair;
  return {
    ...pair,
    prompt: prompt.at(-1)?.content ?? '',
    messages: prompt,
    chosenScore: chosenStrength,
    rejectedScore: rejectedStrength,
    judgementIds: metaVerdictIds,
  };
}
