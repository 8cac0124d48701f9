import { z } from 'zod';
import { instruction, type InstructionKind } from './instruction';
import { paragraphsOf, startsParagraph } from './paragraphs';
import { escapeExpression, stripSigns } from './python-text';

const count = z.int().min(0);
const matches = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** A bullet begins a line with "* " or "-"; "**" begins bold text. */
const BULLETS = [/(?<![^\n])[^\S\n]*\*[^*][^\n]*/gu, /(?<![^\n])[^\S\n]*-[^\n]*/gu];
const HIGHLIGHTS = [/\*[^\n*]*\*/gu, /\*\*[^\n*]*\*\*/gu];
const CONSTRAINED = ['My answer is yes.', 'My answer is no.', 'My answer is maybe.'];

/** Instructions about the form of a response. */
export const formatKinds: Record<string, InstructionKind> = {
  'detectable_format:number_bullet_lists': instruction(
    { num_bullets: count },
    (response, { num_bullets: bullets }) =>
      BULLETS.reduce((sum, pattern) => sum + matches(response, pattern), 0) === bullets,
  ),
  'detectable_format:number_highlighted_sections': instruction(
    { num_highlights: count },
    (response, { num_highlights: highlights }) => {
      const found = HIGHLIGHTS.flatMap((pattern) => response.match(pattern) ?? []);
      return found.filter((highlight) => stripSigns(highlight, '*').trim() !== '').length >= highlights;
    },
  ),
  'detectable_format:multiple_sections': instruction(
    { section_spliter: z.string(), num_sections: count },
    (response, { section_spliter: word, num_sections: sections }) =>
      matches(response, new RegExp(`${escapeExpression(word.trim())}\\s?\\p{Nd}+`, 'gu')) >= sections,
  ),
  'detectable_format:json_format': instruction({}, isJson),
  'detectable_format:title': instruction({}, (response) =>
    (response.match(/<<[^\n]+>>/gu) ?? []).some((title) => title.replace(/^<+|>+$/gu, '').trim() !== ''),
  ),
  'detectable_format:constrained_response': instruction({}, (response) =>
    CONSTRAINED.some((answer) => response.includes(answer)),
  ),
  'detectable_content:number_placeholders': instruction(
    { num_placeholders: count },
    (response, { num_placeholders: placeholders }) => matches(response, /\[[^\n\]]*\]/gu) >= placeholders,
  ),
  'detectable_content:postscript': instruction({ postscript_marker: z.string() }, (response, kwargs) => {
    const marker = kwargs.postscript_marker.trim();
    const text = response.toLowerCase();
    if (marker === 'P.P.S') return /p\.\s?p\.\s?s/u.test(text);
    return marker === 'P.S.' ? /p\.\s?s\./u.test(text) : text.includes(marker.toLowerCase());
  }),
  'combination:two_responses': instruction({}, (response) => {
    const parts = paragraphsOf(response, '******');
    return parts?.length === 2 && parts[0]?.trim() !== parts[1]?.trim();
  }),
  'length_constraints:number_paragraphs': instruction(
    { num_paragraphs: count },
    (response, { num_paragraphs: paragraphs }) => paragraphsOf(response, /\s?\*\*\*\s?/u)?.length === paragraphs,
  ),
  'length_constraints:nth_paragraph_first_word': instruction(
    { num_paragraphs: count, nth_paragraph: z.int().min(1), first_word: z.string() },
    (response, { num_paragraphs: paragraphs, nth_paragraph: nth, first_word: word }) =>
      startsParagraph(response, { paragraphs, nth, word }),
  ),
};

/** The whole response, out of its fence if it stands in one. */
function isJson(response: string): boolean {
  const content = response
    .trim()
    .replace(/^```(?:json|Json|JSON)?/u, '')
    .replace(/```$/u, '');
  try {
    JSON.parse(content.trim());
    return true;
  } catch {
    return false;
  }
}
