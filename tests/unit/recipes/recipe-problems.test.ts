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
const evolving = { evolvingRubric: {}, data: { canaries: 'canaries.jsonl' } };
const meta = { critics: [{ kind: 'judge' }, { kind: 'meta-judge' }] };

describe('fields that fit each other', () => {
  it.each<[what: string, changes: object]>([
    ['adapters that are served as such, on M_0', adapters],
    ['a verifier whose scores count', { ...scoring, selection: { kind: 'best-and-worst', critic: 'verifier' } }],
    ['imitation of the best', imitating],
    ['one response against that of the seed', { method: 'spin', responses: { perPrompt: 1 } }],
    ['the pairs of a data set', given],
    ['judge pairs with a meta-judge', { ...meta, selection: { kind: 'length-controlled', rho: 0, judgePairs: {} } }],
    ['guard rails on pairs', { safety: {} }],
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
