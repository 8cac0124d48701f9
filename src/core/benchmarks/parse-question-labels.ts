import { answerLengths, MOST_COMPLEX, questionTopics, type QuestionLabels } from './question-labels';

/** The labels of a reply, each by its last line that begins with its name; null where that says none of them. */
export function parseQuestionLabels(reply: string): QuestionLabels {
  const said = (name: string) => lastValue(reply, name);
  const complexity = /^(\d{1,2})(?:\s*\/\s*10)?$/.exec(said('complexity') ?? '')?.[1];
  return {
    topic: questionTopics.find((topic) => topic === said('topic')) ?? null,
    complexity: inRange(Number(complexity ?? Number.NaN)),
    expectedLength: answerLengths.find((length) => length === said('length')) ?? null,
  };
}

function inRange(value: number): number | null {
  return value >= 1 && value <= MOST_COMPLEX ? value : null;
}

/** What stands after "name:", without Markdown, a full stop at the end, and differences of case and of dashes. */
function lastValue(reply: string, name: string): string | undefined {
  return reply
    .split('\n')
    .map((line) => line.replace(/[*_`]/g, '').replace(/[–—]/g, '-').trim().toLowerCase())
    .findLast((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .replace(/\.$/, '')
    .trim();
}
