import type { JudgementOutcome, Message } from '../records';
import { judgeMessages } from './additive-prompt';
import { multipleChoiceMessages, multipleChoiceScores, parseMultipleChoice } from './multiple-choice-prompt';
import { parseScore } from './parse-score';
import { scoreChoice } from './unfinished-reply';

/** How a pointwise judge is asked, how its reply is read, and how one without a score is made to end. */
export interface JudgeRubric {
  messages: (asked: { prompt: string; response: string }) => Message[];
  parse: (reply: string) => JudgementOutcome;
  ending: { opening: string; choices: string[] };
}

export type RubricName = 'additive' | 'multiple-choice';

export const judgeRubrics: Record<RubricName, JudgeRubric> = {
  additive: { messages: judgeMessages, parse: parseScore, ending: scoreChoice },
  'multiple-choice': { messages: multipleChoiceMessages, parse: parseMultipleChoice, ending: multipleChoiceScores },
};
