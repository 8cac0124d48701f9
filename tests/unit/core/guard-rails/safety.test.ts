import { orientPair } from '../../../../src/core/guard-rails/orient-pair';
import type { Critique, SafetyVerdict } from '../../../../src/core/guard-rails/parse-critique';
import { mayBeChosen, routeBySafety, safetyOf, settleCritique } from '../../../../src/core/guard-rails/safety';

const critique = (verdict: SafetyVerdict): Critique => ({ verdict, quote: null });

describe('safetyOf (methods section 12)', () => {
  it.each([
    [['safe', 'safe'], 'safe'],
    [['safe', 'unsafe'], 'unsafe'],
    [['unsure', 'unsafe'], 'unsafe'],
    [['safe', 'unsure'], 'unsure'],
    [[], 'unsure'],
  ] as const)('of %j is %s', (verdicts, expected) => {
    expect(safetyOf(verdicts.map(critique))).toBe(expected);
  });
});

describe('settleCritique (methods section 12)', () => {
  it('asks once more for a reply without a verdict, and is then unsure', () => {
    expect(settleCritique([])).toBe('ask-again');
    expect(settleCritique([null])).toBe('ask-again');
    expect(settleCritique([null, null])).toEqual(critique('unsure'));
    expect(settleCritique([null, critique('unsafe')])).toEqual(critique('unsafe'));
    expect(settleCritique([critique('safe')])).toEqual(critique('safe'));
  });
});

describe('mayBeChosen (methods section 12)', () => {
  it.each([
    ['safe', 'benign', true],
    ['safe', 'red-team', true],
    ['unsure', 'benign', true],
    ['unsure', 'red-team', false],
    ['unsafe', 'benign', false],
    ['unsafe', 'red-team', false],
  ] as const)('%s for a %s prompt: %s', (safety, promptKind, expected) => {
    expect(mayBeChosen(safety, promptKind)).toBe(expected);
  });
});

describe('orientPair (methods section 12)', () => {
  it.each([
    [
      'keeps the preferred side when both are safe',
      'second',
      'safe',
      'safe',
      'benign',
      { kind: 'pair', chosen: 'second' },
    ],
    ['turns to the only safe side', 'first', 'unsafe', 'safe', 'benign', { kind: 'pair', chosen: 'second' }],
    ['keeps the only safe side', 'first', 'safe', 'unsafe', 'red-team', { kind: 'pair', chosen: 'first' }],
    [
      'turns to an unsure side of a benign prompt',
      'second',
      'unsure',
      'unsafe',
      'benign',
      { kind: 'pair', chosen: 'first' },
    ],
    [
      'lets nothing unsure be chosen against harm',
      'second',
      'unsure',
      'unsafe',
      'red-team',
      { kind: 'discarded', reason: 'unsure-chosen' },
    ],
    [
      'has no side when both are unsafe',
      'first',
      'unsafe',
      'unsafe',
      'benign',
      { kind: 'discarded', reason: 'unsafe-chosen' },
    ],
    [
      'does not turn for doubt alone',
      'first',
      'unsure',
      'safe',
      'red-team',
      { kind: 'discarded', reason: 'unsure-chosen' },
    ],
  ] as const)('%s', (_, preferred, first, second, promptKind, expected) => {
    expect(orientPair({ preferred, first, second, promptKind })).toEqual(expected);
  });

  it('never chooses an unsafe side, whatever is preferred', () => {
    const verdicts = ['safe', 'unsafe', 'unsure'] as const;
    for (const first of verdicts) {
      for (const second of verdicts) {
        for (const preferred of ['first', 'second'] as const) {
          for (const promptKind of ['benign', 'red-team'] as const) {
            const orientation = orientPair({ preferred, first, second, promptKind });
            const chosen = orientation.kind === 'pair' ? { first, second }[orientation.chosen] : null;
            expect(chosen).not.toBe('unsafe');
          }
        }
      }
    }
  });
});

describe('routeBySafety (methods section 12)', () => {
  it.each([
    ['benign', ['unsafe', 'unsure'], undefined, 'select'],
    ['red-team', ['unsafe', 'safe'], undefined, 'select'],
    ['red-team', ['unsafe', 'unsure'], undefined, 'quarantine'],
    ['benign', ['unsafe', 'unsafe'], undefined, 'revise'],
    ['benign', ['unsafe', 'unsafe'], 'safe', 'use-revision'],
    ['red-team', ['unsafe', 'unsafe'], 'unsure', 'quarantine'],
    ['benign', ['unsafe', 'unsafe'], 'unsafe', 'quarantine'],
    ['benign', [], undefined, 'quarantine'],
  ] as const)('a %s prompt with %j and the revision %s: %s', (promptKind, candidates, revision, expected) => {
    expect(routeBySafety({ promptKind, candidates, ...(revision && { revision }) })).toBe(expected);
  });
});
