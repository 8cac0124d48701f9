import { element } from './elements';
import type { Judgement, PairDetail, PairRow, Saying, Side } from './pair-data';
import { scoreText } from './score-text';
import { wordDifference, type Stretch } from './word-difference';

export interface PairView {
  row: PairRow;
  detail: PairDetail;
  run: string;
  /** Whether words that only one side has are marked. */
  marked: boolean;
}

/** Everything about one pair: prompt, both sides with their judgements, and what other critics said. */
export function pairDetail({ row, detail, run, marked }: PairView): HTMLElement[] {
  const { prompt, prefix, chosen, rejected, unlabelled } = detail;
  const difference = marked ? wordDifference(chosen.text, rejected.text) : undefined;
  return [
    facts(row, detail),
    block('Prompt', 'prompt', text(prompt)),
    ...(prefix === null ? [] : [block('The answer so far', 'prompt', text(prefix))]),
    element(
      'div',
      { class: 'answers' },
      side(unlabelled ? 'First' : 'Chosen', 'chosen', chosen, row.chosenScore, difference?.first),
      side(unlabelled ? 'Second' : 'Rejected', 'rejected', rejected, row.rejectedScore, difference?.second),
    ),
    ...sayings('Meta-judgements', detail.metaJudgements),
    ...sayings('Other critics', detail.others),
    element('p', { class: 'note' }, 'The whole story: ', element('code', {}, `srlm explain ${row.id} --run ${run}`)),
  ];
}

function facts(row: PairRow, { promptId, weight, confidence }: PairDetail): HTMLElement {
  const parts = [
    `Pair ${row.id}`,
    `prompt ${promptId}`,
    ...(weight === 1 ? [] : [`weight ${scoreText(weight)} in training`]),
    ...(confidence === null ? [] : [`trusted with ${scoreText(confidence)}`]),
  ];
  return element('p', { class: 'pair-facts' }, parts.join(' · '));
}

function block(title: string, kind: string, ...children: readonly Node[]): HTMLElement {
  return element('div', { class: kind }, element('h4', {}, title), ...children);
}

function side(
  title: string,
  kind: 'chosen' | 'rejected',
  { id, text: answer, judgements }: Side,
  score: number | null,
  difference: readonly Stretch[] | undefined,
): HTMLElement {
  return element(
    'div',
    { class: kind },
    element(
      'h4',
      {},
      `${title} `,
      element('span', { class: 'score' }, score === null ? 'not scored' : scoreText(score)),
      element('code', {}, ` ${id}`),
    ),
    difference ? markedText(difference, kind) : text(answer),
    ...(judgements.length === 0 ? [] : [judgementList(judgements)]),
  );
}

function text(value: string): HTMLElement {
  return value === ''
    ? element('p', { class: 'empty' }, '(empty)')
    : element('pre', { class: 'text', dir: 'auto' }, value);
}

function markedText(stretches: readonly Stretch[], kind: 'chosen' | 'rejected'): HTMLElement {
  const tag = kind === 'chosen' ? 'ins' : 'del';
  return element(
    'pre',
    { class: 'text', dir: 'auto' },
    ...stretches.map((stretch) => (stretch.kind === 'same' ? stretch.text : element(tag, {}, stretch.text))),
  );
}

function judgementList(judgements: readonly Judgement[]): HTMLElement {
  const scores = judgements.map(({ score }) => (score === null ? 'no score' : scoreText(score))).join(', ');
  const title = judgements.length === 1 ? '1 judgement' : `${judgements.length} judgements`;
  return element(
    'details',
    { class: 'judgements' },
    element('summary', {}, `${title}: ${scores}`),
    ...judgements.map((judgement) =>
      element(
        'div',
        { class: 'judgement' },
        element('span', { class: 'score' }, judgement.score === null ? 'no score' : scoreText(judgement.score)),
        text(judgement.text),
      ),
    ),
  );
}

function sayings(title: string, all: readonly Saying[]): HTMLElement[] {
  if (all.length === 0) return [];
  return [
    element(
      'details',
      { class: 'judgements sayings' },
      element('summary', {}, `${title}: ${all.length}`),
      ...all.map((saying) =>
        element('div', { class: 'saying' }, element('h4', {}, saying.title), ...saying.texts.map((said) => text(said))),
      ),
    ),
  ];
}
