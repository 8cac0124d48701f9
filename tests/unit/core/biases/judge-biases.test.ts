import { biasProbes, type BiasProbe } from '../../../../src/core/biases/bias-probe';
import type { BiasRecord } from '../../../../src/core/biases/bias-record';
import { judgeBiases } from '../../../../src/core/biases/judge-biases';
import { padAnswer } from '../../../../src/core/biases/pad-answer';
import { combineVerdicts, verdictOf, type Verdict } from '../../../../src/core/judging/combine-verdicts';
import { digestOf } from '../../../../src/core/digest';
import type { EftGroup, JudgementRecord } from '../../../../src/core/records';
import { textLength } from '../../../../src/core/text-length';

const group = (id: string, best: string, worst: string): EftGroup => ({
  id,
  prompt: `Why ${id}?`,
  replies: [
    { id: `${id}-worst`, text: worst, rank: 1 },
    { id: `${id}-best`, text: best, rank: 0 },
  ],
});
const groups = [
  group('a', 'Because light scatters.', 'No idea, though I could go on about it at length.'),
  group('b', 'A long reply. It has two parts.', 'Short.'),
];
const own = new Map([
  ['a', 'Own answer to a.'],
  ['b', 'Own.'],
]);
const probes = biasProbes(groups, own);

/** What a judge that goes by slots, or by texts, says of a probe in both orders. */
function ask(probe: BiasProbe, slotOf: (a: string, b: string) => 'A' | 'B'): BiasRecord {
  const forward = verdictOf(slotOf(probe.first, probe.second), 'forward');
  const backward = verdictOf(slotOf(probe.second, probe.first), 'backward');
  const { id, kind, promptId, firstLength, secondLength } = probe;
  const made = {
    judge: digestOf('judge'),
    texts: ['', ''],
    callKeys: [digestOf('f'), digestOf('b')],
  } satisfies Partial<BiasRecord>;
  return {
    id,
    kind,
    promptId,
    firstLength,
    secondLength,
    forward,
    backward,
    winner: combineVerdicts(forward, backward),
    ...made,
  };
}

const byLength = (a: string, b: string) => (textLength(a) >= textLength(b) ? 'A' : 'B');
const none = { outside: [], judgements: [], previous: undefined };
const biasesOf = (slotOf: (a: string, b: string) => 'A' | 'B') =>
  judgeBiases({ own: probes.map((probe) => ask(probe, slotOf)), ...none });

describe('padAnswer', () => {
  it('repeats the points of a list and says nothing new', () => {
    const padded = padAnswer('Do this:\n- boil water\n- add salt');
    expect(padded).toBe(
      'Do this:\n- boil water\n- add salt\n\nTo put it in other words: boil water\n\nTo put it in other words: add salt',
    );
  });

  it('repeats sentences where there is no list', () => {
    expect(padAnswer('One. Two!')).toBe(
      'One. Two!\n\nTo put it in other words: One.\n\nTo put it in other words: Two!',
    );
  });

  it('stays bounded for a long answer', () => {
    const long = 'A sentence. '.repeat(5000);
    expect(padAnswer(long).length).toBeLessThan(long.length + 1000);
  });
});

describe('biasProbes', () => {
  it('asks at most three things about each group', () => {
    expect(probes.map(({ id }) => id)).toEqual(['a.ranked', 'a.padded', 'a.own', 'b.ranked', 'b.padded', 'b.own']);
    expect(probes[0]).toMatchObject({ first: 'Because light scatters.', firstLength: 23 });
  });

  it('leaves out what would compare a text with itself, and own answers that are not there', () => {
    const answers = new Map([['a', 'Because light scatters.']]);
    expect(biasProbes(groups, answers).map(({ kind }) => kind)).not.toContain('own');
  });
});

describe('judgeBiases (methods section 19)', () => {
  it('gives a judge that always answers A consistency 0 and first-bias 1', () => {
    expect(biasesOf(() => 'A').position).toEqual({ compared: 2, consistency: 0, firstSlot: 1, secondSlot: 0 });
  });

  it('gives a judge that goes by length alone verbosity bias 1, and every padded reply', () => {
    const { verbosityAgainstPeople, verbosityAttack, lengthSlope } = biasesOf(byLength);
    expect(verbosityAgainstPeople.bias).toBe(1);
    expect(verbosityAttack).toEqual({ compared: 2, failureRate: 1 });
    expect(lengthSlope).toEqual({ kind: 'separated', favours: 'longer' });
  });

  it('holds own answers against an outside judge on the same pairs', () => {
    const vain = (a: string, b: string) => (a.startsWith('Own') ? 'A' : b.startsWith('Own') ? 'B' : 'A');
    const ofOwn = probes.filter(({ kind }) => kind === 'own');
    const { selfEnhancement, outsideDisagreement } = judgeBiases({
      ...none,
      own: probes.map((probe) => ask(probe, vain)),
      outside: ofOwn.map((probe) => ask(probe, byLength)),
    });
    // By length the own answer loses both times.
    expect(selfEnhancement).toEqual({ compared: 2, judgeWinRate: 1, referenceWinRate: 0, bias: 1 });
    expect(outsideDisagreement).toEqual({ compared: 2, share: 1 });
  });

  it('says nothing of own answers without an outside judge', () => {
    const { selfEnhancement, outsideDisagreement } = biasesOf(byLength);
    expect([selfEnhancement.bias, outsideDisagreement.share]).toEqual([null, null]);
  });

  it('leaves out what could not be read', () => {
    const unread = probes.map((probe) => ({ ...ask(probe, byLength), backward: 'null' as Verdict }));
    expect(judgeBiases({ ...none, own: unread }).position).toMatchObject({ compared: 0, consistency: null });
  });

  it('raises an alarm about scores that fell together since the model before', () => {
    const scored = (score: number, index: number): JudgementRecord => ({
      id: `j${index}`,
      responseId: `r${index}`,
      promptId: 'a',
      text: '',
      attempt: 1,
      outcome: { kind: 'scored', score, constrained: false },
      tokens: 1,
      model: 'm',
      callKey: digestOf('k'),
      seed: 1,
    });
    const before = judgeBiases({ ...none, own: [], judgements: [0, 1, 2, 3, 4, 5].map(scored) });
    const after = judgeBiases({
      ...none,
      own: [],
      judgements: [5, 5, 5, 5, 4].map(scored),
      previous: { model: 'M1', scores: before.scores },
    });
    expect(before).toMatchObject({ alarms: [], previous: null });
    expect(after).toMatchObject({ alarms: ['modal-share', 'entropy-fall'], previous: 'M1' });
  });
});
