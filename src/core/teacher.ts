import type { ResponseRecord } from './records';

/** A teacher gives one response to a prompt. */
export function teacherResponseId(promptId: string): string {
  return `${promptId}.teacher`;
}

/** What the record of a response names as its model where it was given in a file with this digest. */
export function givenBy(file: string): string {
  return `file:${file}`;
}

export function givenByTeacher({
  promptId,
  text,
  file,
}: {
  promptId: string;
  text: string;
  /** The digest of the file. */
  file: string;
}): ResponseRecord {
  const id = teacherResponseId(promptId);
  return { id, promptId, text, finishReason: 'stop', model: givenBy(file), origin: 'teacher' };
}
