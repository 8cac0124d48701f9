import type { FinishedShard } from '../../src/activities/labelling/settle-shard';
import type { Activities } from '../../src/activities/create-activities';
import { findAttempt, recordRejection } from '../../src/activities/attempts';
import { openEvaluation } from '../../src/activities/benchmarks/open-evaluation';
import { cleanUp } from '../../src/activities/clean-up';
import { openIteration, openRun } from '../../src/activities/opening';
import { toFailure } from '../../src/activities/failures';
import type { ModelEvaluation } from '../../src/core/statistics/model-evaluation';
import { recordModel } from '../../src/activities/models';
import type { BenchmarkSummary } from '../../src/core/benchmarks/benchmark-result';
import { digestOf } from '../../src/core/digest';
import type { Artifact, ModelReference } from '../../src/core/records';
import type { ServedModel } from '../../src/serving/served-model';
import { benchmarkName, type Benchmark } from '../../src/recipes/benchmark-section';
import { createFileSystemStore } from '../../src/store/file-system-store';
import { iterationLayout, runLayout } from '../../src/store/run-layout';
import { labelledCall, type Calls } from './held-calls';

export interface FakeEngines extends Calls {
  pairsPerIteration: number;
  /** Mean length of a model's answers; 100 where nothing is said. */
  meanCharacters?: Readonly<Record<string, number>>;
}

/**
 * Activities without models: opening works on a real store, everything that would call an engine returns at once.
 * They let workflow tests look at order, gates, messages and failures.
 */
export function fakeActivities(root: string, engines: FakeEngines): Activities {
  const store = createFileSystemStore(root);
  const call = <T>(label: string, work: () => T | Promise<T>) => labelledCall(engines, label, work);
  const model = (run: string, name: string, parent: string | null, madeBy: ModelReference['madeBy']) =>
    recordModel(store, run, {
      name,
      digest: digestOf(`${run}/${name}`),
      path: runLayout(run).model(name),
      parent,
      madeBy,
    });
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw toFailure(error);
    }
  };

  return {
    openRun: (input) => call('openRun', () => attempt(() => openRun({ store }, input))),
    openIteration: (input) => attempt(() => openIteration({ store }, input)),
    findAttempt: (input) => findAttempt({ store }, input),
    recordRejection: (input) =>
      call(`rejected ${input.iteration}.${input.attempt}`, () => recordRejection({ store }, input)),
    cancelTraining: async () => ({ cancelled: 0 }),
    cleanUp: (input) => call(`clean ${input.run}`, () => cleanUp({ store }, input)),
    offerNextIteration: ({ run }) => call(`offer ${run}`, () => {}),
    releaseServers: ({ run }) => call(`release ${run}`, () => {}),
    importSeed: ({ run, data }) =>
      call('seed', async () => {
        const layout = runLayout(run);
        return {
          ift: await store.writeRows(layout.seed('ift.jsonl'), []),
          eft: await store.writeRows(layout.seed('eft.jsonl'), []),
          heldOut: await store.writeRows(layout.seed('held-out.jsonl'), []),
          prompts: await store.writeRows(layout.seed('prompts.jsonl'), []),
          ...(data.canaries === undefined
            ? {}
            : { canaries: await store.writeRows(layout.seed('canaries.jsonl'), []) }),
          ...(data.pairs === undefined ? {} : { pairs: await store.writeRows(layout.seed('pairs.jsonl'), []) }),
          ...(data.teacher === undefined ? {} : { teacher: await store.writeRows(layout.seed('teacher.jsonl'), []) }),
          ...(data.redTeam === undefined
            ? {}
            : { redTeam: await store.writeRows(layout.seed('red-team.jsonl'), [{ id: 'a', text: 'b' }]) }),
        };
      }),
    importBaseModel: ({ run }) => call('import', () => model(run, 'M0', null, 'import')),
    writeBaselineRows: async ({ run }) => artifact(runLayout(run).seed('sft.training.jsonl'), 1),
    writeChosenRows: ({ run }) => call('chosen rows', () => artifact(runLayout(run).seed('sft.training.jsonl'), 1)),
    buildEft: ({ eft }) => call('buildEft', () => eft),
    async writeAnchorRows({ run }) {
      const rows = artifact(runLayout(run).seed('M1.training.jsonl'), 1);
      return { rows, counts: { ift: 1, eft: 1, unjudgedGroups: 0, disagreeingGroups: 0, cappedRows: 0 } };
    },
    reviseResponses: ({ run, shard }) =>
      call(`revise ${shard.index}`, () => finished(runLayout(run).seed(`revisions/${shard.index}.jsonl`), 1)),
    answerHelpfully: ({ run, shard }) =>
      call(`answer helpfully ${shard.index}`, () => finished(runLayout(run).seed(`helpful/${shard.index}.jsonl`), 1)),
    writeRevisionRows: ({ run }) => call('revision rows', () => artifact(runLayout(run).seed('M1.training.jsonl'), 1)),
    labelSteps: ({ run, shard }) =>
      call(`label steps ${shard.index}`, () => finished(runLayout(run).seed(`step-labels/${shard.index}.jsonl`), 1)),
    writeStepRows: ({ run }) => call('step rows', () => artifact(runLayout(run).seed('PRM.training.jsonl'), 1)),
    writeRewardRows: ({ run }) => call('reward rows', () => artifact(runLayout(run).seed('RM.training.jsonl'), 1)),
    collectPrompts: ({ run, iteration, attempt: number, settings }) =>
      call(`prompts ${iteration}.${number}`, async () => {
        const rows = Array.from({ length: settings.perIteration }, (_, i) => ({ i }));
        const collected = await store.writeRows(iterationLayout(run, iteration, number).prompts, rows);
        return { artifact: collected, fromSeed: 0, generated: settings.perIteration };
      }),
    askTeacher: ({ run, iteration, attempt: number, shard }) =>
      call(`teacher ${iteration}.${number}/${shard.index}`, () =>
        finished(iterationLayout(run, iteration, number).teacher(shard.index), shard.to - shard.from),
      ),
    sampleResponses: ({ run, iteration, attempt: number, shard, responses }) =>
      call(`sample ${iteration}.${number}/${shard.index}`, () => {
        const rows = (shard.to - shard.from) * responses.perPrompt;
        const path = iterationLayout(run, iteration, number).responses(shard.index);
        return { ...finished(path, rows), truncated: 0, meanTokens: 1 };
      }),
    judgeResponses: ({ run, iteration, attempt: number, shard, responses, judgements, evolved }) =>
      call(`judge ${iteration}.${number}/${shard.index}${evolved ? ` by ${evolved.path}` : ''}`, () => {
        const count = responses.rows * judgements.perResponse;
        return {
          ...finished(iterationLayout(run, iteration, number).feedback(shard.index), count),
          summary: {
            judgements: count,
            parsedAtFirst: count,
            unjudged: 0,
            unparsed: 0,
            constrained: 0,
            histogram: [0, 0, 0, count, 0, 0],
          },
        };
      }),
    walkSteps: ({ run, iteration, attempt: number, shard }) =>
      call(`walk ${iteration}.${number}/${shard.index}`, () => ({
        ...finished(iterationLayout(run, iteration, number).criticFeedback('steps', shard.index), 1),
        responses: artifact(iterationLayout(run, iteration, number).responses(shard.index), 0),
      })),
    collectFeedback: ({ run, iteration, attempt: number, shard, name }) =>
      call(`${name} ${iteration}.${number}/${shard.index}`, () =>
        finished(iterationLayout(run, iteration, number).criticFeedback(name, shard.index), 1),
      ),
    verifyResponses: ({ run, iteration, attempt: number, shard, name }) =>
      call(`${name} ${iteration}.${number}/${shard.index}`, () => ({
        artifact: artifact(iterationLayout(run, iteration, number).criticFeedback(name, shard.index), 1),
      })),
    evolveRubric: ({ run, iteration, attempt: number, before }) =>
      call(`rubric ${iteration}.${number} after ${before?.path ?? 'none'}`, async () => ({
        artifact: await store.writeJson(iterationLayout(run, iteration, number).rubric, {}),
        quarantine: { rows: 0, examples: [] },
        kind: 'replace' as const,
        reason: null,
        gain: { estimate: 0.05, low: 0.01, high: 0.09 },
        pairs: 40,
        version: digestOf(`rubric ${iteration}`),
      })),
    proposePairs: ({ run, iteration, attempt: number }) =>
      call(`propose ${iteration}.${number}`, () =>
        artifact(iterationLayout(run, iteration, number).proposedPairs, engines.pairsPerIteration),
      ),
    critiqueResponses: ({ run, iteration, attempt: number, shard }) =>
      call(`safety ${iteration}.${number}/${shard.index}`, () =>
        finished(iterationLayout(run, iteration, number).criticFeedback('safety', shard.index), 4),
      ),
    givePairs: ({ run, iteration, attempt: number }) =>
      call(`given ${iteration}.${number}`, () =>
        store.writeRows(iterationLayout(run, iteration, number).prompts, [{ i: 0 }]),
      ),
    adoptModel: ({ run, name, model: adopted }) =>
      call(`adopt ${adopted.name} as ${name}`, () => recordModel(store, run, { ...adopted, name })),
    selectPairs: ({ run, iteration, attempt: number, objective }) =>
      call(`pairs ${iteration}.${number}`, async () => {
        const layout = iterationLayout(run, iteration, number);
        const rows = Array.from({ length: engines.pairsPerIteration }, (_, i) => ({ i }));
        const pairs = await store.writeRows(layout.pairs, rows);
        const selected = { pairs, trainingRows: pairs, discarded: { tie: 1 }, examples: rows.length, figures: {} };
        return objective?.kind === 'ppo' ? { ...selected, rewardRows: pairs } : selected;
      }),
    trainModel: ({ run, name, objective, base }) =>
      call(`train ${name} from ${base.name}`, async () => ({
        model: await model(run, name, base.digest, objective),
        metrics: fakeTraining,
        engines: {},
      })),
    serveModel: ({ model: served }): Promise<ServedModel> =>
      call(`serve ${served.name}`, () => ({
        digest: served.digest,
        servedName: 'm',
        replicas: [{ url: 'http://127.0.0.1:1' }],
        proof: { kind: 'assumed' },
      })),
    evaluateModel: ({ run, model: name }) =>
      call(`evaluate ${name}`, async () => {
        const evaluation = fakeEvaluation(name, engines.meanCharacters?.[name]);
        await store.writeJson(runLayout(run).evaluation(name, 'metrics.json'), evaluation);
        return evaluation;
      }),
    compareModels: ({ newer, older, selfJudged }) =>
      call(`compare ${newer} ${older}`, () => ({
        newer,
        older,
        selfJudged,
        wins: 3,
        ties: 1,
        losses: 1,
        nulls: 0,
        winRate: 0.7,
      })),
    importBenchmarks: ({ benchmarks }) => call(`import ${benchmarks.length} benchmarks`, () => ({ files: [] })),
    runBenchmark: ({ model: name, benchmark, against }) =>
      call(`benchmark ${benchmarkName(benchmark)} of ${name} against ${against.join(', ')}`, () => ({
        summary: fakeSummary(benchmark),
        files: [],
      })),
    openEvaluation: (input) => attempt(() => openEvaluation({ store }, input)),
    async writePreparationManifest({ recipe }) {
      return artifact(runLayout(recipe.run).manifest, 1);
    },
    writeManifest: ({ opened: { recipe, iteration, attempt: number }, gate, rubric }) =>
      store.writeJson(iterationLayout(recipe.run, iteration, number).manifest, { gate, rubric }),
    writeReport: ({ run }) => {
      const { report } = runLayout(run);
      return call('report', () => ({ path: report, link: `file:///${report}`, headline: `${run} is better` }));
    },
  };
}

function fakeSummary(benchmark: Benchmark): BenchmarkSummary {
  const failed = benchmark.kind === 'command';
  return {
    name: benchmarkName(benchmark),
    kind: benchmark.kind,
    headline: failed ? null : { figure: 'right', unit: 'share', value: 0.5, low: 0.4, high: 0.6 },
    questions: 10,
    unanswered: 1,
    truncated: 0,
    unread: 0,
    selfJudged: null,
    against: [],
    failure: failed ? 'it ended with exit code 1' : null,
  };
}

const fakeTraining = {
  loss: 0.5,
  margin: 0.1,
  accuracy: 1,
  chosenLogp: -1,
  rejectedLogp: -2,
  kl: 0,
  gradientNorm: 1,
  learningRate: 1e-6,
  tokens: 1,
  seconds: 1,
  extra: {},
  rowsTrained: 1,
  rowsDropped: {},
};

function artifact(path: string, rows: number): Artifact {
  return { path, rows, bytes: rows, sha256: digestOf(path) };
}

function finished(path: string, rows: number): FinishedShard {
  return {
    artifact: artifact(path, rows),
    calls: artifact(`${path}.calls`, rows),
    quarantine: { rows: 0, examples: [] },
  };
}

function fakeEvaluation(model: string, meanCharacters = 100): ModelEvaluation {
  const metrics = {
    pairwiseAccuracy: 0.6,
    tieRate: 0.1,
    bestOf5: null,
    exactMatch: 0.2,
    spearman: 0.3,
    kendallTauB: 0.25,
  };
  const instructions = { pairwiseAccuracy: 20, tieRate: 20, bestOf5: 0, exactMatch: 20, spearman: 20, kendallTauB: 20 };
  const counts = { groups: 20, replies: 60, repliesWithoutScore: 0, judgements: 60, unparsed: 0, constrained: 0 };
  return {
    model,
    judge: { metrics, instructions, parseRate: 0.9, counts },
    quarantined: 0,
    answers: { count: 10, meanCharacters, truncated: 0, refusals: 0 },
  };
}
