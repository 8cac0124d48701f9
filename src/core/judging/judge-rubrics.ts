import type { JudgementOutcome, Message } from '../records';
import { judgeMessages, judgePromptVersion } from './additive-prompt';
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

export const judgeRubrics: Record<RubricName, JudgeRubric> = {
  additive: { messages: judgeMessages, parse: parseScore, ending: scoreChoice, version: judgePromptVersion },
  'multiple-choice': {
    messages: multipleChoiceMessages,
    parse: parseMultipleChoice,
    ending: multipleChoiceScores,
    version: multipleChoiceVersion,
  },
};
