import type { ComparisonRecord, FeedbackRecord } from './feedback-records';
import { visibleText } from './visible-text';

export interface FeedbackText {
  title: string;
  /** What was said, where anything was; as the model wrote it. */
  texts: readonly string[];
}

/** What a critic says, in a sentence. */
export function feedbackText(record: FeedbackRecord): FeedbackText {
  const id = visibleText(record.id);
  switch (record.kind) {
    case 'verdict':
      return {
        title: `Verdict ${id}${seatOf(record)} on ${sides(record)}: ${record.winner} (${record.forward}, asked the other way round ${record.backward})`,
        texts: record.texts,
      };
    case 'meta-verdict':
      return {
        title: `Meta-verdict ${id} on ${sides(record)}: ${record.forward}, asked the other way round ${record.backward}`,
        texts: record.texts,
      };
    case 'preference': {
      const under = record.principle === undefined ? '' : ` under "${visibleText(record.principle)}"`;
      const { probability, votes } = record;
      const first = probability === null ? 'too few votes' : `first with ${probability}${under}`;
      const cast = votes ? `, of ${votes.forward.length} votes asked for in each order` : '';
      return {
        title: `Preference ${id} on ${sides(record)}: ${first}${cast}`,
        texts: votes ? [...votes.forward, ...votes.backward].map(({ text }) => text) : [],
      };
    }
    case 'log-probability':
      return { title: `Log-probability ${id}: ${record.logp} over ${record.tokens} tokens`, texts: [] };
    case 'step-pair': {
      const { step, wins, probabilities: correct } = record;
      const reward = correct ? `; correct with ${correct.chosen} against ${correct.rejected}` : '';
      return {
        title: `Step ${step}, ${id}: won ${wins.chosen} comparisons against ${wins.rejected}${reward}`,
        texts: [],
      };
    }
    case 'solution':
      return { title: `Solution ${id}: ${record.steps} steps, ${record.status}`, texts: [record.text] };
    case 'critique': {
      const { verdict, principle } = record;
      return { title: `Critique ${id} by "${visibleText(principle)}": ${verdict}`, texts: [record.text] };
    }
    case 'revision':
      return { title: `Revision ${id} of ${visibleText(record.responseId)}`, texts: [record.text] };
    case 'score': {
      const reason = record.reason === undefined ? '' : ` (${visibleText(record.reason)})`;
      const score = record.score === null ? 'no score' : `score ${record.score}`;
      const steps = record.steps ? `; its steps are correct with ${record.steps.join(', ')}` : '';
      return { title: `Score ${id} of ${visibleText(record.critic)}: ${score}${reason}${steps}`, texts: [] };
    }
  }
}

function seatOf({ critic, judge }: ComparisonRecord): string {
  return critic === undefined ? '' : ` by ${visibleText(judge ?? 'a judge')} of ${visibleText(critic)}`;
}

function sides({ firstId, secondId }: { firstId: string; secondId: string }): string {
  return `${visibleText(firstId)} (first) and ${visibleText(secondId)} (second)`;
}
