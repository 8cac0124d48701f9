import { digestOf } from '../digest';
import { delimit } from '../judging/untrusted-text';
import type { Message } from '../records';
import type { JudgePrompt, MtBenchItem } from './questions';

type Asked = Pick<MtBenchItem, 'turns' | 'references'>;
/** Answers turn by turn, by the slot in which they are shown: `''` for one alone, or `a` and `b`. */
type Answers = Readonly<Record<string, readonly string[]>>;

/** What srlm's own wording says around a conversation. */
export interface Wording {
  rules: string;
  /** Said where there are reference answers. */
  ofReferences: string;
  /** How to end, for the first and the second turn. */
  endings: readonly [string, string];
}

/** Asks a judge of the answers to a turn, counted from 1; at the second the whole conversation is in view (2306.05685). */
export function mtBenchMessages(
  { judgePrompts, ...asked }: Asked & Pick<MtBenchItem, 'judgePrompts'>,
  answers: Answers,
  turn: 1 | 2,
  wording: Wording,
): Message[] {
  const prompt = judgePrompts?.[turn - 1];
  return prompt
    ? filledPrompt(prompt, placesOf(asked, answers))
    : [{ role: 'user', content: ownPrompt(asked, answers, turn, wording) }];
}

/** Names a wording, with the slots of the answers that it is of. */
export function wordingVersion(wording: Wording, answers: Answers): string {
  const turns = ['{1}', '{2}'];
  return digestOf([
    ownPrompt({ turns, references: null }, answers, 1, wording),
    ownPrompt({ turns, references: ['{reference 1}', '{reference 2}'] }, answers, 2, wording),
  ]);
}

function filledPrompt({ system, template }: JudgePrompt, places: ReadonlyMap<string, string | undefined>): Message[] {
  // In one pass, so that no answer fills a place.
  const content = template.replace(/\{(\w+)\}/g, (place, name: string) => places.get(name) ?? place);
  return [
    { role: 'system', content: system },
    { role: 'user', content },
  ];
}

function placesOf({ turns, references }: Asked, answers: Answers): Map<string, string | undefined> {
  const texts = [
    ['question', turns] as const,
    ['ref_answer', references ?? []] as const,
    ...Object.entries(answers).map(([slot, each]) => [`answer${slot && `_${slot}`}`, each] as const),
  ];
  return new Map([
    ...texts.map(([place, [first]]) => [place, first] as const),
    ...texts.flatMap(([place, each]) => [1, 2].map((nth) => [`${place}_${nth}`, each[nth - 1]] as const)),
  ]);
}

function ownPrompt({ turns, references }: Asked, answers: Answers, turn: 1 | 2, wording: Wording): string {
  const conversation = Array.from({ length: turn }, (_, index) => {
    const nth = index + 1;
    const reference = references?.[index];
    return [
      delimit(`instruction-${nth}`, turns[index] ?? ''),
      ...(reference === undefined ? [] : [delimit(`answer-reference-${nth}`, reference)]),
      ...Object.entries(answers).map(([slot, texts]) =>
        delimit(`answer${slot && `-${slot}`}-${nth}`, texts[index] ?? ''),
      ),
    ];
  });
  return [
    wording.rules,
    ...(references ? [wording.ofReferences] : []),
    ...conversation.flat(),
    wording.endings[turn - 1],
  ].join('\n\n');
}
