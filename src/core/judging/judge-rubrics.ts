import type { JudgementOutcome, Message } from '../records';
import { additiveRubricOf, judgeMessages, judgePromptVersion, judgePromptVersionOf } from './additive-prompt';
import {
  multipleChoiceMessages,
  multipleChoiceScores,
  multipleChoiceVersion,
  parseMultipleChoice,
} from './multiple-choice-prompt';
import { parseScore } from './parse-score';
import { scoreChoice } from './unfinished-reply';

/** How a pointwise judge is asked, how its reply is read, and how one without a score is made to end. */
export interface JudgeRubric {
  messages: (asked: { prompt: string; response: string }) => Message[];
  parse: (reply: string) => JudgementOutcome;
  ending: { opening: string; choices: string[] };
  /** The digest of the wording. */
  version: string;
}

export type RubricName = 'additive' | 'multiple-choice';

/** A rubric by its name, or the additive one with criteria of its own. */
export type RubricChoice = RubricName | { criteria: readonly string[] };

const judgeRubrics: Record<RubricName, JudgeRubric> = {
  additive: {
    messages: (asked) => judgeMessages(asked),
    parse: parseScore,
    ending: scoreChoice,
    version: judgePromptVersion,
  },
  'multiple-choice': {
    messages: multipleChoiceMessages,
    parse: parseMultipleChoice,
    ending: multipleChoiceScores,
    version: multipleChoiceVersion,
  },
};

export function judgeRubricOf(choice: RubricChoice): JudgeRubric {
  if (typeof choice === 'string') return judgeRubrics[choice];
  const rubric = additiveRubricOf(choice.criteria);
  const messages: JudgeRubric['messages'] = (asked) => judgeMessages(asked, rubric);
  return { ...judgeRubrics.additive, messages, version: judgePromptVersionOf(rubric) };
}
