import { z } from 'zod';
import { countCapitalWords } from './capital-words';
import { countSentences } from './count-sentences';
import { detectLanguage } from './detect-language';
import { holdsRelation, instruction, relationSchema, type InstructionKind } from './instruction';
import { LANGUAGE_CODES } from './languages';
import { countWords, holdsWord, isLower, isUpper, occurrences, stripSigns } from './python-text';

const count = z.int().min(0);
const isEnglish = (text: string) => detectLanguage(text) === 'en';

/** Instructions about the words, letters and signs of a response. */
export const contentKinds: Record<string, InstructionKind> = {
  'keywords:existence': instruction({ keywords: z.array(z.string()) }, (response, { keywords }) =>
    keywords.every((keyword) => occurrences(response, keyword) > 0),
  ),
  'keywords:frequency': instruction(
    { keyword: z.string(), relation: relationSchema, frequency: count },
    (response, { keyword, relation, frequency }) =>
      holdsRelation(occurrences(response, keyword.trim()), relation, frequency),
  ),
  'keywords:forbidden_words': instruction(
    { forbidden_words: z.array(z.string()) },
    (response, { forbidden_words: words }) => !words.some((word) => holdsWord(response, word)),
  ),
  'keywords:letter_frequency': instruction(
    { letter: z.string().length(1), let_relation: relationSchema, let_frequency: count },
    (response, { letter, let_relation: relation, let_frequency: frequency }) =>
      holdsRelation(response.toLowerCase().split(letter.toLowerCase()).length - 1, relation, frequency),
  ),
  'length_constraints:number_words': instruction(
    { relation: relationSchema, num_words: count },
    (response, { relation, num_words: words }) => holdsRelation(countWords(response), relation, words),
  ),
  'length_constraints:number_sentences': instruction(
    { relation: relationSchema, num_sentences: count },
    (response, { relation, num_sentences: sentences }) => holdsRelation(countSentences(response), relation, sentences),
  ),
  'language:response_language': instruction(
    { language: z.enum(LANGUAGE_CODES) },
    (response, { language }) => detectLanguage(response) === language,
  ),
  'change_case:capital_word_frequency': instruction(
    { capital_relation: relationSchema, capital_frequency: count },
    (response, { capital_relation: relation, capital_frequency: frequency }) =>
      holdsRelation(countCapitalWords(response), relation, frequency),
  ),
  'change_case:english_capital': instruction({}, (response) => isUpper(response) && isEnglish(response)),
  'change_case:english_lowercase': instruction({}, (response) => isLower(response) && isEnglish(response)),
  'punctuation:no_comma': instruction({}, (response) => !response.includes(',')),
  'startend:end_checker': instruction({ end_phrase: z.string() }, (response, { end_phrase: phrase }) =>
    stripSigns(response.trim(), '"').toLowerCase().endsWith(phrase.trim().toLowerCase()),
  ),
  'startend:quotation': instruction({}, (response) => /^".*"$/su.test(response.trim())),
  'combination:repeat_prompt': instruction({ prompt_to_repeat: z.string() }, (response, { prompt_to_repeat: prompt }) =>
    response.trim().toLowerCase().startsWith(prompt.trim().toLowerCase()),
  ),
};
