import type { FeedbackRecord } from '../../core/feedback-records';
import { criticName } from '../../recipes/critic-sections';
import type { FeedbackSources } from './check-feedback';

/** The model that must have said a record; `none` where no judge did. */
export type JudgeOfRecord = { kind: 'model'; digest: string } | { kind: 'unknown'; who: string } | { kind: 'none' };

export function judgeOf(
  record: FeedbackRecord,
  { judge, policy, recipe }: Pick<FeedbackSources, 'judge' | 'policy' | 'recipe'>,
): JudgeOfRecord {
  switch (record.kind) {
    case 'verdict': {
      if (record.critic === undefined) return { kind: 'model', digest: judge };
      const panel = recipe.critics.find((critic) => criticName(critic) === record.critic);
      const member = panel?.kind === 'panel' ? panel.judges.find(({ name }) => name === record.judge) : undefined;
      if (!member) return { kind: 'unknown', who: `${record.judge ?? 'a judge'} of ${record.critic}` };
      return { kind: 'model', digest: member.model === 'self' ? policy : `external:${member.model.model}` };
    }
    case 'meta-verdict':
    case 'step-pair':
    case 'solution':
      return { kind: 'model', digest: judge };
    case 'score': {
      const isByJudge = recipe.critics.some((each) => each.kind === 'process' && criticName(each) === record.critic);
      return isByJudge ? { kind: 'model', digest: judge } : { kind: 'none' };
    }
    case 'preference':
    case 'log-probability':
      return { kind: 'none' };
  }
}
