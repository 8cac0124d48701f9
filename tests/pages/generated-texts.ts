import type { Random } from '../../src/core/random';

const WORDS = (
  'the a of to and in is that for it as with on be this by are from or an model answer question because first second ' +
  'example people often water light number result compare reason simple method small large time energy heat cell plant ' +
  'city history language sound music letter price market value risk plan step check code function list loop memory ' +
  'score judge clear helpful complete detail source however therefore while when where which should could would can ' +
  'explain describe write name give use find make keep change learn read'
).split(' ');

/** Sentences of a length in characters, so that lengths are spread as those of real answers are. */
export function prose(random: Random, characters: number): string {
  const sentences: string[] = [];
  for (let length = 0; length < characters;) {
    const words = Array.from({ length: 6 + random.integer(12) }, () => random.pick(WORDS));
    const sentence = `${words.join(' ')}.`;
    sentences.push(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`);
    length += sentence.length + 1;
  }
  return sentences.join(' ');
}

/** The same answer with some sentences said otherwise, as two samples of one model often are. */
export function variation(random: Random, text: string): string {
  const sentences = text
    .split('. ')
    .map((sentence) => (random.next() < 0.35 ? prose(random, 40).slice(0, -1) : sentence));
  return sentences.join('. ');
}

export function question(random: Random): string {
  const asked = random.pick([
    'Explain to a beginner how',
    'What is the difference between',
    'Write a short guide about',
    'Give three reasons why',
    'Summarise what is known about',
  ]);
  return `${asked} ${prose(random, 30 + random.integer(random.next() < 0.1 ? 900 : 120))
    .toLowerCase()
    .slice(0, -1)}?`;
}

export function judgementText(random: Random, score: number): string {
  return `${prose(random, 160 + random.integer(240))}\nScore: ${score}`;
}
