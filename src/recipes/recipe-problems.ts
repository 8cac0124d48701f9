import { benchmarkOf } from '../core/gate/gate-figures';
import { learnsFromPairs } from '../core/training/pair-rows';
import { criticProblems } from './critic-problems';
import { guardProblems } from './guard-problems';
import type { RecipeProblem } from './recipe-problem';
import { benchmarkName } from './benchmark-section';
import type { Recipe } from './recipe-schema';
import { rewardProblems } from './reward-problems';
import { EXAMPLE_IFT } from './sections';

/** What is wrong with fields that are each right by themselves. */
export function crossFieldProblems(recipe: Recipe): RecipeProblem[] {
  return [
    ...roleProblems(recipe),
    ...pipelineProblems(recipe),
    ...criticProblems(recipe),
    ...rewardProblems(recipe),
    ...teacherProblems(recipe),
    ...stepProblems(recipe),
    ...validationProblems(recipe),
    ...adapterProblems(recipe),
    ...guardProblems(recipe),
    ...benchmarkProblems(recipe),
    ...gateProblems(recipe),
  ];
}

function roleProblems({ serving, eft, roles, judgements }: Recipe): RecipeProblem[] {
  const problems: RecipeProblem[] = [];
  if (serving.strategy === 'static' && serving.endpoints.length === 0) {
    problems.push({
      path: 'serving.endpoints',
      message: 'must name at least one server when serving.strategy is static',
    });
  }
  if (eft.judgements === 'external' && !roles.eftJudge) {
    problems.push({ path: 'roles.eftJudge', message: 'must be given when eft.judgements is external' });
  }
  const { minimumValid, perResponse } = judgements;
  if (minimumValid !== undefined && minimumValid > perResponse) {
    problems.push({
      path: 'judgements.minimumValid',
      message: `must be at most judgements.perResponse (${perResponse}), got ${minimumValid}`,
    });
  }
  return problems;
}

/** A pipeline whose parts do not fit would label for days and then have nothing to train on. */
function pipelineProblems(recipe: Recipe): RecipeProblem[] {
  const problems: RecipeProblem[] = [];
  const { responses, selection, objective, prompts, data, anchor, processRewardModel } = recipe;
  const { kind } = selection;
  const needsSeveral = !['dataset-against-sample', 'given', 'prompts-alone', 'steps'].includes(kind);
  if (needsSeveral && responses.perPrompt < 2) {
    problems.push({ path: 'responses.perPrompt', message: 'must be at least 2 to form a pair of them' });
  }
  if ((kind === 'best-of-n') !== (objective.kind === 'sft')) {
    problems.push({ path: 'objective.kind', message: 'sft goes with selection best-of-n, and only with it' });
  }
  if (selection.kind === 'best-of-n' && selection.thresholdAlone && selection.threshold === undefined) {
    problems.push({ path: 'selection.threshold', message: 'must be given with thresholdAlone: nothing else selects' });
  }
  if (objective.kind === 'dno_soft' && kind !== 'win-rates') {
    problems.push({ path: 'objective.kind', message: 'dno_soft goes with selection win-rates: it is fitted to them' });
  }
  if ((kind === 'unlabelled') !== (objective.kind === 'scir')) {
    problems.push({ path: 'objective.kind', message: 'scir goes with selection unlabelled, and only with it' });
  }
  if (kind === 'dataset-against-sample' && prompts.source !== 'ift') {
    problems.push({ path: 'prompts.source', message: 'must be ift: the answers of that seed win' });
  }
  if (prompts.source === 'ift' && prompts.generatedShare > 0) {
    problems.push({
      path: 'prompts.generatedShare',
      message: 'must be 0 with prompts.source ift: new prompts have no answer',
    });
  }
  if ((kind === 'given') !== (prompts.source === 'pairs')) {
    problems.push({ path: 'selection.kind', message: 'given goes with prompts.source pairs, and only with it' });
  }
  if ((anchor === 'revisions' || prompts.source === 'red-team') && data.redTeam === undefined) {
    problems.push({ path: 'data.redTeam', message: 'must name the file of prompts that ask for harm' });
  }
  if ((kind === 'given' || anchor === 'chosen') && data.pairs === undefined) {
    problems.push({ path: 'data.pairs', message: 'must name the file of preference pairs' });
  }
  const readsIft = processRewardModel !== undefined && data.steps === undefined;
  if (kind === 'given' && anchor === 'chosen' && !readsIft && data.ift !== EXAMPLE_IFT) {
    problems.push({
      path: 'data.ift',
      message: 'is not read with anchor chosen: set anchor to ift to train on it, or leave it out',
    });
  }
  return problems;
}

/** A rule that knows no teacher would take its responses for the policy's own. */
function teacherProblems({ data, roles, selection, prompts }: Recipe): RecipeProblem[] {
  const problems: RecipeProblem[] = [];
  if (data.teacher === undefined && !roles.teacher) return problems;
  const path = roles.teacher ? 'roles.teacher' : 'data.teacher';
  if (selection.kind !== 'margins')
    problems.push({ path, message: `goes with selection margins alone, got ${selection.kind}` });
  if (data.teacher === undefined) return problems;
  if (roles.teacher)
    problems.push({ path: 'data.teacher', message: 'must be left out where roles.teacher writes the responses' });
  if (prompts.generatedShare > 0)
    problems.push({
      path: 'prompts.generatedShare',
      message: 'must be 0 with data.teacher: new prompts have no response there',
    });
  return problems;
}

function stepProblems({ selection, objective, roles }: Recipe): RecipeProblem[] {
  const problems: RecipeProblem[] = [];
  if ((selection.kind === 'steps') !== (objective.kind === 'step_dpo')) {
    problems.push({ path: 'objective.kind', message: 'step_dpo goes with selection steps, and only with it' });
  }
  if (selection.kind === 'steps' && roles.judge !== 'self') {
    problems.push({ path: 'roles.judge', message: 'must be self: the model that writes the steps compares them' });
  }
  return problems;
}

function validationProblems({ validation, objective }: Recipe): RecipeProblem[] {
  if (!validation || learnsFromPairs(objective)) return [];
  return [
    { path: 'validation', message: `must be left out with objective ${objective.kind}: it learns from no pairs` },
  ];
}

function adapterProblems({ tuning, serving, initFrom }: Recipe): RecipeProblem[] {
  const problems: RecipeProblem[] = [];
  const makesAdapters = tuning.kind === 'lora' && !tuning.merge;
  if (makesAdapters !== (serving.strategy === 'lora')) {
    problems.push({
      path: 'serving.strategy',
      message: 'lora goes with tuning {"kind": "lora", "merge": false}, and only with it',
    });
  }
  if (makesAdapters && initFrom !== 'base') {
    problems.push({ path: 'initFrom', message: 'must be base when models are adapters: each is trained on M_0' });
  }
  return problems;
}

function benchmarkProblems({ evaluation: { benchmarks = [] } }: Recipe): RecipeProblem[] {
  const names = benchmarks.map(benchmarkName);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: `evaluation.benchmarks.${index}.name`, message: `must differ from the other "${name}"` }],
  );
}

function gateProblems({ gate, evaluation: { benchmarks = [] } }: Recipe): RecipeProblem[] {
  if (gate.kind !== 'metric') return [];
  return gate.rules.flatMap(({ metric }, index) => {
    const name = benchmarkOf(metric);
    if (name === undefined) return [];
    const path = `gate.rules.${index}.metric`;
    const benchmark = benchmarks.find((one) => benchmarkName(one) === name);
    if (!benchmark) return [{ path, message: `no benchmark "${name}" is in evaluation.benchmarks` }];
    if (benchmark.kind !== 'command' || !metric.startsWith('benchmarkChange/')) return [];
    const message = `"${name}" is a program, which reports no scores of single questions to compare models on; bound benchmark/${name}`;
    return [{ path, message }];
  });
}
