import { wordsOf } from './words';

/** Verbs and question words by what they ask for, in the order in which a histogram shows them. */
const ASKED_BY = [
  ['write', 'write compose draft create generate make invent complete fill'],
  ['explain', 'explain describe define tell discuss elaborate clarify teach'],
  ['suggest', 'suggest recommend give list name provide propose brainstorm come'],
  [
    'rewrite',
    'rewrite edit correct fix improve paraphrase rephrase replace convert shorten expand simplify turn translate',
  ],
  ['summarise', 'summarise summarize extract'],
  [
    'classify',
    'classify categorise categorize identify detect decide determine choose select rank sort predict verify evaluate rate ' +
      'compare analyse analyze',
  ],
  ['solve', 'solve calculate compute estimate count prove find'],
  ['code', 'implement program code debug'],
  ['plan', 'plan design organise organize outline schedule'],
  ['what', 'what which who whom whose when where'],
  ['how', 'how'],
  ['why', 'why'],
] as const;

const YES_OR_NO = new Set('is are was were do does did can could will would should has have'.split(' '));

export type PromptCategory = (typeof ASKED_BY)[number][0] | 'yes or no' | 'other';
export const promptCategories: readonly PromptCategory[] = [...ASKED_BY.map(([name]) => name), 'yes or no', 'other'];

const categoryOfWord = new Map<string, PromptCategory>(
  ASKED_BY.flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
);

/**
 * What a prompt asks for, by the first of its words that says so: no model and no parser is asked, so that it repeats
 * anywhere (project choice; 2212.10560 draws the root verbs of parsed sentences). English alone; the rest is `other`.
 */
export function promptCategory(text: string): PromptCategory {
  const words = wordsOf(text);
  const telling = words.find((word) => categoryOfWord.has(word));
  const category = telling === undefined ? undefined : categoryOfWord.get(telling);
  return category ?? (YES_OR_NO.has(words[0] ?? '') ? 'yes or no' : 'other');
}
