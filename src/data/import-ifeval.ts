import { ifevalQuestionSchema, instructionsOf } from '../core/benchmarks/ifeval-formats';
import type { PromptRecord } from '../core/records';
import { readAllRecords } from './read-records';

/** Prompts with the instructions that responses must follow, for the verifier `ifeval`. @throws DataError */
export async function importIfeval(file: string): Promise<PromptRecord[]> {
  const questions = await readAllRecords(file, ifevalQuestionSchema);
  return questions.map((question) => ({
    id: `ifeval-${question.key}`,
    text: question.prompt,
    source: 'seed',
    parents: [],
    tags: ['ifeval'],
    instructions: instructionsOf(question),
  }));
}
