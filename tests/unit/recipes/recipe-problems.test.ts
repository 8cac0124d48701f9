import { InvalidRecipeError, resolveRecipe } from '../../../src/recipes/recipe';

function problemsOf(changes: object): string[] {
  try {
    resolveRecipe({ run: 'x', ...changes });
  } catch (error) {
    if (error instanceof InvalidRecipeError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

const adapters = { tuning: { kind: 'lora', merge: false }, serving: { strategy: 'lora' }, initFrom: 'base' };
const scoring = { critics: [{ kind: 'verifier', verifier: 'exact-answer' }] };
const imitating = { selection: { kind: 'best-of-n' }, objective: { kind: 'sft' } };
const given = { method: 'dpo', data: { pairs: 'pairs.jsonl' } };
const combined = { selection: { kind: 'best-and-worst', critic: 'combined' } };
const judge = { kind: 'judge' };
const scorer = { kind: 'http', url: 'http://127.0.0.1:1' };
const self = (name: string, family = name) => ({ name, family, model: 'self' });
const panel = { kind: 'panel', judges: [self('a'), self('b'), self('c')] };
const voting = { kind: 'preference', votesPerOrder: 4 };
const evolving = { evolvingRubric: {}, data: { canaries: 'canaries.jsonl' } };
const meta = { critics: [{ kind: 'judge' }, { kind: 'meta-judge' }] };

describe('fields that fit each other', () => {
  it.each<[what: string, changes: object]>([
    ['adapters that are served as such, on M_0', adapters],
    ['a verifier whose scores count', { ...scoring, selection: { kind: 'best-and-worst', critic: 'verifier' } }],
    ['imitation of the best', imitating],
    [
      'imitation of all that score 5 (methods section 1)',
      { ...imitating, selection: { kind: 'best-of-n', keep: 4, threshold: 5, thresholdAlone: true } },
    ],
    ['one response against that of the seed', { method: 'spin', responses: { perPrompt: 1 } }],
    ['the pairs of a data set', given],
    [
      'the pairs of a data set after an SFT set',
      { ...given, anchor: 'ift', data: { ...given.data, ift: 'sft.jsonl' } },
    ],
    [
      'several critics on one scale, by the judge, by steps and by a program',
      {
        ...combined,
        critics: [
          { ...judge, weight: 0.5 },
          { kind: 'process', weight: 0.5, tag: 'reasoning', veto: 0.3 },
          { ...scorer, range: { lowest: -1, highest: 1 } },
          { ...scorer, name: 'second', weight: 0 },
        ],
      },
    ],
    ['a panel whose wins are scores', { critics: [panel], selection: { kind: 'best-and-worst', critic: 'panel' } }],
    ['a panel whose majority wins', { critics: [panel], selection: { kind: 'win-rates', critic: 'panel' } }],
    [
      'a critic by its own name',
      { critics: [{ ...scorer, name: 'mine' }], selection: { kind: 'best-and-worst', critic: 'mine' } },
    ],
    ['judge pairs with a meta-judge', { ...meta, selection: { kind: 'length-controlled', rho: 0, judgePairs: {} } }],
    [
      "SCIR online beside CREAM's C",
      { method: 'scir-online', critics: [{ kind: 'implicit' }], selection: { creamConsistency: true } },
    ],
    ['preferences by votes', { critics: [voting, { kind: 'implicit' }], selection: { kind: 'agreement' } }],
    ['a teacher beside the policy', { method: 'dno', data: { teacher: 'teacher.jsonl' } }],
    ['guard rails on pairs', { safety: {} }],
    ['a process reward model of labels by people', { processRewardModel: {}, data: { steps: 'steps.jsonl' } }],
    ['a judge prompt that evolves, with canaries', evolving],
    ['as many valid judgements as there are', { judgements: { perResponse: 3, minimumValid: 3 } }],
  ])('%s', (_, changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });
});

describe('fields that do not', () => {
  it.each<[problem: string, changes: object]>([
    [
      'serving.endpoints: must name at least one server when serving.strategy is static',
      { serving: { strategy: 'static' } },
    ],
    ['roles.eftJudge: must be given when eft.judgements is external', { eft: { judgements: 'external' } }],
    [
      'judgements.minimumValid: must be at most judgements.perResponse (2), got 3',
      { judgements: { perResponse: 2, minimumValid: 3 } },
    ],
    ['responses.perPrompt: must be at least 2 to form a pair of them', { responses: { perPrompt: 1 } }],
    [
      'safety: does not go with selection best-of-n: there are no pairs of responses to look at',
      { ...imitating, safety: {} },
    ],
    [
      'safety: does not go with selection unlabelled: training itself decides which side is better',
      { method: 'scir-online', safety: {} },
    ],
    [
      'safety: does not go with objective dno_soft: it is fitted to win rates, whichever side is safe',
      { method: 'dno-soft', safety: {} },
    ],
    [
      'evaluation.headToHeadPrompts: must be at least 1 with safety: refusals are counted among the answers to these prompts',
      { safety: {}, evaluation: { headToHeadPrompts: 0 } },
    ],
    ['data.canaries: must name the file of safety canaries when the judge prompt evolves', { evolvingRubric: {} }],
    [
      'critics: must have judge with prompt additive: its criteria are what evolves',
      { ...evolving, critics: [{ kind: 'judge', prompt: 'multiple-choice' }] },
    ],
    [
      'critics: must not have meta-judge when the judge prompt evolves: it weighs judgements by the rubric that M_1 was taught',
      { ...evolving, ...meta },
    ],
    ['gate.rules.0: must have atLeast, atMost or both', { gate: { kind: 'metric', rules: [{ metric: 'parseRate' }] } }],
    ['objective.kind: sft goes with selection best-of-n, and only with it', { selection: { kind: 'best-of-n' } }],
    ['objective.kind: sft goes with selection best-of-n, and only with it', { objective: { kind: 'sft' } }],
    [
      'objective.kind: scir goes with selection unlabelled, and only with it',
      { method: 'scir-online', objective: { kind: 'dpo' } },
    ],
    [
      'objective.kind: scir goes with selection unlabelled, and only with it',
      { method: 'scir', objective: { kind: 'scir' } },
    ],
    [
      'selection.threshold: must be given with thresholdAlone: nothing else selects',
      { ...imitating, selection: { kind: 'best-of-n', thresholdAlone: true } },
    ],
    ['objective.loss: is not a field of the recipe', { objective: { kind: 'dpo_soft', loss: 'ipo' } }],
    [
      'objective.labelSmoothing: Too big: expected number to be <0.5',
      { objective: { kind: 'dpo', labelSmoothing: 0.5 } },
    ],
    [
      'validation: must be left out with objective sft: it learns from no pairs',
      { method: 'rejection-sampling', validation: {} },
    ],
    [
      'roles.teacher: goes with selection margins alone, got best-and-worst',
      { roles: { teacher: { url: 'http://127.0.0.1:1', model: 'm' } } },
    ],
    [
      'data.teacher: goes with selection margins alone, got win-rates',
      { method: 'dno-soft', data: { teacher: 'teacher.jsonl' } },
    ],
    [
      'data.teacher: must be left out where roles.teacher writes the responses',
      {
        method: 'dno',
        roles: { teacher: { url: 'http://127.0.0.1:1', model: 'm' } },
        data: { teacher: 'teacher.jsonl' },
      },
    ],
    [
      'prompts.generatedShare: must be 0 with data.teacher: new prompts have no response there',
      { method: 'dno', data: { teacher: 'teacher.jsonl' }, prompts: { generatedShare: 0.5 } },
    ],
    ['prompts.source: must be ift: the answers of that seed win', { selection: { kind: 'dataset-against-sample' } }],
    [
      'selection.kind: given goes with prompts.source pairs, and only with it',
      { ...given, prompts: { source: 'seed' } },
    ],
    [
      'selection.kind: given goes with prompts.source pairs, and only with it',
      { ...given, critics: [{ kind: 'judge' }], selection: { kind: 'best-and-worst' } },
    ],
    ['data.pairs: must name the file of preference pairs', { method: 'dpo' }],
    [
      'critics: must have implicit: selection unlabelled rests on it',
      { method: 'scir-online', selection: { creamConsistency: true } },
    ],
    [
      'critics.0.principles: must be false with votesPerOrder: it asks for plain verdicts',
      { method: 'scir', critics: [{ ...voting, principles: true }, { kind: 'implicit' }] },
    ],
    [
      'critics.0.chainOfThought: must be false with votesPerOrder: it asks for plain verdicts',
      { method: 'scir', critics: [{ ...voting, chainOfThought: true }, { kind: 'implicit' }] },
    ],
    [
      'critics.0.orders: must be 2 with votesPerOrder: a vote is by both orders',
      { method: 'scir', critics: [{ ...voting, orders: 1 }, { kind: 'implicit' }] },
    ],
    ['data.pairs: must name the file of preference pairs', { anchor: 'chosen' }],
    ['data.steps: is read for processRewardModel alone', { data: { steps: 'steps.jsonl' } }],
    [
      'tuning.merge: must be true for processRewardModel: an adapter cannot carry its head',
      { ...adapters, processRewardModel: {} },
    ],
    [
      'data.ift: is not read with anchor chosen: set anchor to ift to train on it, or leave it out',
      { ...given, data: { ...given.data, ift: 'sft.jsonl' } },
    ],
    ['critics: must have judge: selection best-and-worst rests on it', scoring],
    [
      'critics: must have http: selection best-of-n rests on it',
      { ...imitating, selection: { kind: 'best-of-n', critic: 'http' } },
    ],
    ['critics: must have module: selection margins rests on it', { selection: { kind: 'margins', critic: 'module' } }],
    [
      'critics: must have meta-judge: selection length-controlled rests on it',
      { selection: { kind: 'length-controlled', rho: 0, judgePairs: {} } },
    ],
    ['critics: must have pairwise: selection win-rates rests on it', { selection: { kind: 'win-rates' } }],
    ['critics: must have implicit: selection consistency rests on it', { selection: { kind: 'consistency' } }],
    ['critics.1.range: must be given: its scores are combined with others', { ...combined, critics: [judge, scorer] }],
    [
      'critics: must have one that scores responses: selection.critic is combined',
      { ...combined, critics: [{ kind: 'pairwise' }, { ...judge, weight: 0 }] },
    ],
    [
      'selection.minimumPositive: must be at most 1, the highest combined score, got 5',
      { critics: [judge], selection: { kind: 'margins', critic: 'combined' } },
    ],
    [
      'selection.critic: must be a critic that scores responses, which pairwise does not',
      { critics: [{ kind: 'pairwise' }], selection: { kind: 'best-and-worst', critic: 'pairwise' } },
    ],
    [
      'selection.critic: must be a panel, which http is not',
      { critics: [scorer], selection: { kind: 'win-rates', critic: 'http' } },
    ],
    [
      'critics.0.veto: must be left out: selection given asks no critic',
      { ...given, critics: [{ ...scorer, veto: 1 }] },
    ],
    [
      'critics.1.judges: must be of at least 3 families, got 2 (a, b)',
      { critics: [judge, { kind: 'panel', judges: [self('a'), self('b'), self('c', 'b')] }] },
    ],
    [
      'critics.2.name: "http" is the name of another critic or judge too; give each its own',
      { critics: [judge, scorer, scorer] },
    ],
    [
      'critics.1.name: "panel-a" is the name of another critic or judge too; give each its own',
      { critics: [judge, { kind: 'panel', judges: [self('a', 'x'), self('a', 'y'), self('c')] }] },
    ],
    [
      'critics.1.name: must not be "steps", which names something else',
      { critics: [judge, { ...scorer, name: 'steps' }] },
    ],
    [
      'serving.strategy: lora goes with tuning {"kind": "lora", "merge": false}, and only with it',
      { serving: { strategy: 'lora' } },
    ],
    [
      'serving.strategy: lora goes with tuning {"kind": "lora", "merge": false}, and only with it',
      { ...adapters, serving: { strategy: 'reload' } },
    ],
    ['initFrom: must be base when models are adapters: each is trained on M_0', { ...adapters, initFrom: 'previous' }],
  ])('%s', (problem, changes) => {
    expect(problemsOf(changes)).toEqual([problem]);
  });

  it('are told all at once', () => {
    expect(problemsOf({ responses: { perPrompt: 1 }, serving: { strategy: 'static' }, ...scoring })).toHaveLength(3);
  });

  it('name the methods that there are', () => {
    expect(problemsOf({ method: 'self-rewardin' })[0]).toMatch(
      /^method: must be one of cai, cream, .*self-rewarding, spin$/,
    );
  });
});
