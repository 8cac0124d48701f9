import { feedbackRecordSchema, type FeedbackRecord } from '../../core/feedback-records';
import { combineVerdicts } from '../../core/judging/combine-verdicts';
import { positionBiasOf } from '../../core/statistics/position-bias';
import { tallyOutcomes, type OutcomeTally } from '../../core/statistics/outcome-tally';
import type { ArtifactStore } from '../../store/artifact-store';
import { criticOf, type iterationLayout } from '../../store/run-layout';
import type { CriticReport } from '../data/iteration-data';
import { createMean } from './mean';
import { scoreBins } from './score-bins';

type Kind = FeedbackRecord['kind'];

/** What critics other than the pointwise judge said, and the records that a pair may rest on. */
export async function collectCritics(
  store: ArtifactStore,
  layout: ReturnType<typeof iterationLayout>,
  keep: (record: FeedbackRecord) => void,
): Promise<CriticReport[]> {
  const critics = new Map<string, ReturnType<typeof createCritic>>();
  for (const path of await store.list(layout.root)) {
    const critic = criticOf(layout, path);
    const artifact = critic === undefined ? undefined : await store.find(path);
    if (critic === undefined || !artifact) continue;
    for (const record of await store.readRows(artifact, feedbackRecordSchema)) {
      const key = `${critic}/${record.kind}`;
      const found = critics.get(key) ?? createCritic(critic, record.kind);
      critics.set(key, found);
      found.add(record);
      keep(record);
    }
  }
  return [...critics.values()].map((critic) => critic.value());
}

function createCritic(critic: string, kind: Kind) {
  const mean = createMean();
  const scores: number[] = [];
  const outcomes: Record<string, number> = {};
  let [count, nulls] = [0, 0];
  let tally: OutcomeTally | undefined;
  const score = (value: number | null) => {
    if (value === null) nulls += 1;
    else {
      mean.add(value);
      scores.push(value);
    }
  };
  const outcome = (name: string) => {
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  };
  return {
    add(record: FeedbackRecord): void {
      count += 1;
      switch (record.kind) {
        case 'verdict':
          outcome(record.winner);
          tally = tallyOutcomes([record], tally);
          return;
        case 'meta-verdict':
          outcome(combineVerdicts(record.forward, record.backward));
          tally = tallyOutcomes([record], tally);
          return;
        case 'preference':
          return score(record.probability);
        case 'log-probability':
          return score(record.tokens === 0 ? null : record.logp / record.tokens);
        case 'score':
          return score(record.score);
        case 'solution':
          return outcome(record.status);
        case 'critique':
          return outcome(record.verdict);
        case 'step-pair':
        case 'revision':
          return;
      }
    },
    value: (): CriticReport => ({
      critic,
      kind,
      count,
      scores: scores.length + nulls === 0 ? null : { nulls, mean: mean.value(), bins: scoreBins(scores) },
      outcomes: Object.keys(outcomes).length === 0 ? null : outcomes,
      position: tally ? positionBiasOf(tally) : null,
    }),
  };
}
