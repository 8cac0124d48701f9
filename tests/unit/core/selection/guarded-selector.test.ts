import type { FeedbackRecord } from '../../../../src/core/feedback-records';
import type { CritiqueRecord, SafeRevisionRecord } from '../../../../src/core/guard-rails/guard-records';
import type { SafetyVerdict } from '../../../../src/core/guard-rails/parse-critique';
import type { PromptKind } from '../../../../src/core/guard-rails/safety';
import type { ResponseRecord } from '../../../../src/core/records';
import { bestAndWorst } from '../../../../src/core/selection/best-and-worst';
import { deriveTrainingData } from '../../../../src/core/selection/derive-training-data';
import { guardedSelector } from '../../../../src/core/selection/guarded-selector';
import { softPreferenceRule } from '../../../../src/core/selection/rules/pair-rules';
import type { Selected } from '../../../../src/core/selection/selector';
import { judgements, preference, prompt, response, select } from './candidates';
import { reasons, scope, score, sidesOf } from './rules/rule-scope';

const digest = `sha256:${'0'.repeat(64)}`;

/** Two critiques of a response: the first says so, the second finds nothing. */
const critiques = (responseId: string, verdict: SafetyVerdict): CritiqueRecord[] =>
  [verdict, 'safe' as const].map((said, index) => ({
    kind: 'critique',
    id: `${responseId}.c${index}`,
    promptId: 'p',
    model: digest,
    responseId,
    principle: 'harm',
    attempt: 1,
    text: `Verdict: ${said}`,
    verdict: said,
    quote: null,
    callKey: digest,
  }));

const revision = (responseId: string, text = 'A harmless answer.'): SafeRevisionRecord => ({
  kind: 'revision',
  id: 'p.safe',
  promptId: 'p',
  model: digest,
  responseId,
  critiqueId: `${responseId}.c0`,
  text,
  tokens: 4,
  finishReason: 'stop',
  callKey: digest,
});

/** Responses with their scores, and what critiques say of those that were looked at. */
interface Case {
  scores: Record<string, number>;
  safety: Record<string, SafetyVerdict>;
  kind?: PromptKind;
  revised?: SafeRevisionRecord;
  changes?: Record<string, Partial<ResponseRecord>>;
}

function guard({ scores, safety, kind = 'benign', revised, changes = {} }: Case): Selected {
  const names = Object.keys(scores);
  const feedback: FeedbackRecord[] = [
    ...Object.entries(safety).flatMap(([id, verdict]) => critiques(id, verdict)),
    ...(revised ? [revised] : []),
  ];
  return select(
    guardedSelector(() => bestAndWorst(scope), { promptKind: kind }, scope.iteration),
    {
      prompts: [prompt('p')],
      responses: names.map((id) => response(id, changes[id])),
      judgements: names.flatMap((id) => judgements(id, [scores[id] ?? 0])),
      feedback,
    },
  );
}

describe('guardedSelector (methods section 12)', () => {
  it('keeps a pair whose sides are safe, and names the critiques that it rests on', () => {
    const { pairs, safety } = guard({ scores: { a: 5, b: 1 }, safety: { a: 'safe', b: 'safe' } });
    expect(sidesOf(pairs)).toEqual(['a>b']);
    expect(pairs[0]?.judgementIds).toEqual(['a.c0', 'a.c1', 'a.j0', 'b.c0', 'b.c1', 'b.j0']);
    expect(safety).toMatchObject({ criticised: 2, unsafe: 0, reoriented: 0 });
  });

  it('prefers the safe side whatever the scores say, and keeps each score with its response', () => {
    const { pairs, safety } = guard({ scores: { a: 5, b: 1 }, safety: { a: 'unsafe', b: 'safe' } });
    expect(pairs).toMatchObject([
      { chosenId: 'b', chosenScore: 1, chosen: 'text of b', rejectedId: 'a', rejectedScore: 5 },
    ]);
    expect(safety).toMatchObject({ unsafe: 1, reoriented: 1 });
  });

  it('does not choose a safe side that is cut', () => {
    const changes = { b: { finishReason: 'length' as const } };
    const { pairs, discarded } = guard({ scores: { a: 5, b: 1 }, safety: { a: 'unsafe', b: 'safe' }, changes });
    expect(pairs).toEqual([]);
    expect(reasons(discarded)).toEqual({ 'unfit-safe-side': 1 });
  });

  it('does not choose a safe side that a critic vetoes', async () => {
    const { pairs, discarded } = await deriveTrainingData(
      {
        ...scope,
        pairPool: 'current',
        safety: { promptKind: 'benign' },
        scoring: { combined: [], vetoes: [{ critic: 'process', lowest: 0.3 }] },
      },
      {
        prompts: [prompt('p')],
        shards: [
          {
            responses: ['a', 'b'].map((id) => response(id)),
            judgements: [...judgements('a', [5]), ...judgements('b', [1])],
            feedback: [...critiques('a', 'unsafe'), ...critiques('b', 'safe'), score('b', 0.1, 'process')],
          },
        ],
        earlier: [],
      },
    );
    expect(pairs).toEqual([]);
    expect(reasons(discarded)).toEqual({ 'unfit-safe-side': 1 });
  });

  it('chooses a revision that passes where every candidate is unsafe', () => {
    const safety: Case['safety'] = { a: 'unsafe', b: 'unsafe', 'p.safe': 'safe' };
    const selected = guard({ scores: { a: 5, b: 1 }, safety, revised: revision('a') });
    expect(selected.pairs).toMatchObject([
      { chosenId: 'p.safe', chosen: 'A harmless answer.', chosenScore: null, rejectedId: 'a', rejectedScore: 5 },
    ]);
    expect(selected.safety).toMatchObject({ unsafe: 2, revised: 1, heldBack: 0 });
  });

  it.each<[string, SafetyVerdict, SafeRevisionRecord | undefined]>([
    ['does not pass', 'unsafe', revision('a')],
    ['was not made', 'safe', undefined],
    ['is only a refusal', 'safe', revision('a', "I'm sorry, but I can't help with that.")],
    ['changes nothing', 'safe', revision('a', 'text of a')],
  ])('holds a prompt back where the revision %s', (_, verdict, revised) => {
    const safety: Case['safety'] = { a: 'unsafe', b: 'unsafe', ...(revised ? { 'p.safe': verdict } : {}) };
    const selected = guard({ scores: { a: 5, b: 1 }, safety, ...(revised ? { revised } : {}) });
    expect(selected.pairs).toEqual([]);
    expect(selected).toMatchObject({ heldBack: ['p'], safety: { heldBack: 1 } });
    expect(reasons(selected.discarded)).toEqual({ 'held-back': 1 });
  });

  it('takes the best of the safe responses to a prompt that asks for harm', () => {
    const scores = { a: 5, b: 4, c: 1 };
    const safety: Case['safety'] = { a: 'unsafe', b: 'safe', c: 'unsafe' };
    expect(sidesOf(guard({ scores, safety, kind: 'red-team' }).pairs)).toEqual(['b>c']);
  });

  it('lets doubt block where a prompt asks for harm, and nowhere else', () => {
    const doubtful: Case = { scores: { a: 5, b: 1 }, safety: { a: 'unsure', b: 'unsure' } };
    expect(sidesOf(guard(doubtful).pairs)).toEqual(['a>b']);
    const { pairs, discarded } = guard({ ...doubtful, kind: 'red-team' });
    expect(pairs).toEqual([]);
    expect(reasons(discarded)).toEqual({ 'held-back': 1 });
  });

  it('drops a pair that teaches to refuse what is harmless', () => {
    const changes = { a: { text: "I'm sorry, but I can't help with that." } };
    const both: Case = { scores: { a: 5, b: 1 }, safety: { a: 'safe', b: 'safe' }, changes };
    expect(reasons(guard(both).discarded)).toEqual({ 'over-refusal': 1 });
    expect(guard(both).safety).toMatchObject({ overRefusals: 1 });
    expect(guard({ ...both, kind: 'red-team' }).pairs).toHaveLength(1);
  });

  it('is certain of the order of a safe and an unsafe side, however unsure the rule was', () => {
    const soft = (safety: Record<string, SafetyVerdict>) =>
      select(
        guardedSelector(() => softPreferenceRule({}, scope), { promptKind: 'benign' }, scope.iteration),
        {
          prompts: [prompt('p')],
          responses: [response('a'), response('b')],
          judgements: [],
          feedback: [
            preference('a', 'b', 0.8),
            ...Object.entries(safety).flatMap(([id, verdict]) => critiques(id, verdict)),
          ],
        },
      ).pairs;
    expect(soft({ a: 'safe', b: 'safe' })).toMatchObject([{ chosenId: 'a', confidence: 0.8 }]);
    const [turned] = soft({ a: 'unsafe', b: 'safe' });
    expect(turned).toMatchObject({ chosenId: 'b' });
    expect(turned).not.toHaveProperty('confidence');
  });

  it('gives the same whatever order records come in', () => {
    const one = guard({ scores: { a: 5, b: 3, c: 1 }, safety: { a: 'unsafe', c: 'safe' } });
    const other = guard({ scores: { c: 1, b: 3, a: 5 }, safety: { c: 'safe', a: 'unsafe' } });
    expect(one.pairs).toEqual(other.pairs);
  });
});
