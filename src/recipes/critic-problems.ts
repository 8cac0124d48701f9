import { COMBINED } from '../core/selection/scoring';
import { tooFewFamilies } from '../core/statistics/panel-judge';
import { criticName, criticSchema, filesOf, type Critic } from './critic-sections';
import type { RecipeProblem } from './recipe-problem';
import type { Recipe } from './recipe-schema';
import { isPointwise, isWeighed, rangeOf } from './scoring-of';

/** What is wrong with critics, or with what a selection expects of them. */
export function criticProblems(recipe: Recipe): RecipeProblem[] {
  const { critics } = recipe;
  return [
    ...critics.flatMap((critic, index) =>
      ownProblems(critic).map(({ path, message }) => ({ path: `critics.${index}.${path}`, message })),
    ),
    ...nameProblems(critics),
    ...selectionProblems(recipe),
    ...combinationProblems(recipe),
    ...unaskedProblems(recipe),
  ];
}

function ownProblems(critic: Critic): RecipeProblem[] {
  if (critic.kind === 'preference') return preferenceProblems(critic);
  if (critic.kind === 'panel') {
    const message = tooFewFamilies(critic.judges);
    return message === undefined ? [] : [{ path: 'judges', message }];
  }
  return [];
}

function preferenceProblems(critic: Extract<Critic, { kind: 'preference' }>): RecipeProblem[] {
  const { principles, ensemble, chainOfThought, orders, votesPerOrder } = critic;
  const problems: RecipeProblem[] = [];
  if (ensemble && !principles) problems.push({ path: 'principles', message: 'must be true when ensemble is' });
  if (votesPerOrder === undefined) return problems;
  // A sampled verdict gives its reasons first, and is asked for in the words of the pairwise judge.
  for (const [path, isSet] of Object.entries({ principles, ensemble, chainOfThought }))
    if (isSet) problems.push({ path, message: 'must be false with votesPerOrder: it asks for plain verdicts' });
  if (orders !== 2)
    problems.push({ path: 'orders', message: 'must be 2 with votesPerOrder: a vote is by both orders' });
  return problems;
}

const KINDS = criticSchema.options.map((option) => option.shape.kind.value);
/** Files and scores of other things have these names. */
const TAKEN = [...KINDS, COMBINED, 'steps'];

function nameProblems(critics: readonly Critic[]): RecipeProblem[] {
  const problems: RecipeProblem[] = [];
  const seen = new Set<string>();
  for (const [index, critic] of critics.entries()) {
    const path = `critics.${index}.name`;
    const name = criticName(critic);
    if (name !== critic.kind && TAKEN.includes(name))
      problems.push({ path, message: `must not be "${name}", which names something else` });
    for (const file of filesOf(critic)) {
      if (seen.has(file))
        problems.push({ path, message: `"${file}" is the name of another critic or judge too; give each its own` });
      seen.add(file);
    }
  }
  return problems;
}

/** A selection without its critics selects nothing. */
function selectionProblems({ selection, critics }: Recipe): RecipeProblem[] {
  return neededBy(selection).flatMap(({ name, use }): RecipeProblem[] => {
    const named = critics.find((critic) => criticName(critic) === name);
    if (!named) return [{ path: 'critics', message: `must have ${name}: selection ${selection.kind} rests on it` }];
    if (use === 'scores' && !isPointwise(named))
      return [{ path: 'selection.critic', message: `must be a critic that scores responses, which ${name} does not` }];
    if (use === 'majority' && named.kind !== 'panel')
      return [{ path: 'selection.critic', message: `must be a panel, which ${name} is not` }];
    return [];
  });
}

/** The critics without which a rule selects nothing, and what it uses of them. */
function neededBy(selection: Recipe['selection']): { name: string; use: 'records' | 'scores' | 'majority' }[] {
  switch (selection.kind) {
    case 'best-and-worst':
    case 'best-of-n':
    case 'margins':
      return scoresOf(selection.critic);
    case 'length-controlled':
      return [...scoresOf(selection.critic), ...(selection.judgePairs ? recordsOf('meta-judge') : [])];
    case 'win-rates':
      return selection.critic === undefined ? recordsOf('pairwise') : [{ name: selection.critic, use: 'majority' }];
    case 'module':
      return selection.critic === undefined ? [] : scoresOf(selection.critic);
    case 'consistency':
      return recordsOf('implicit');
    case 'agreement':
      return recordsOf('preference', 'implicit');
    case 'soft-preference':
      return recordsOf('preference');
    case 'unlabelled':
      return selection.creamConsistency ? recordsOf('implicit') : [];
    case 'dataset-against-sample':
    case 'given':
    case 'prompts-alone':
    case 'steps':
      return [];
  }
}

function scoresOf(name: string) {
  return name === COMBINED ? [] : [{ name, use: 'scores' } as const];
}

function recordsOf(...names: string[]) {
  return names.map((name) => ({ name, use: 'records' }) as const);
}

/** Numbers on different scales make no mean. */
function combinationProblems({ selection, critics }: Recipe): RecipeProblem[] {
  if (!('critic' in selection) || selection.critic !== COMBINED) return [];
  const problems = critics.flatMap((critic, index): RecipeProblem[] =>
    isWeighed(critic) && rangeOf(critic) === undefined
      ? [{ path: `critics.${index}.range`, message: 'must be given: its scores are combined with others' }]
      : [],
  );
  if (!critics.some(isWeighed))
    problems.push({ path: 'critics', message: 'must have one that scores responses: selection.critic is combined' });
  const [field, value] =
    selection.kind === 'margins'
      ? ['minimumPositive', selection.minimumPositive]
      : ['threshold', selection.kind === 'best-of-n' ? selection.threshold : undefined];
  if (value !== undefined && value > 1)
    problems.push({
      path: `selection.${field}`,
      message: `must be at most 1, the highest combined score, got ${value}`,
    });
  return problems;
}

/** A veto that nobody is asked for would be no veto. */
function unaskedProblems({ selection: { kind }, critics }: Recipe): RecipeProblem[] {
  if (!['steps', 'given', 'prompts-alone'].includes(kind)) return [];
  return critics.flatMap((critic, index) =>
    'veto' in critic && critic.veto !== undefined
      ? [{ path: `critics.${index}.veto`, message: `must be left out: selection ${kind} asks no critic` }]
      : [],
  );
}
