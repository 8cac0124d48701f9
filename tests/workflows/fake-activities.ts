import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { FinishedShard } from '../../src/activities/labelling/work-on-shard';
import type { Activities } from '../../src/activities/create-activities';
import { openIteration, openRun } from '../../src/activities/opening';
import { toFailure } from '../../src/activities/failures';
import type { ModelEvaluation } from '../../src/activities/evaluation';
import { recordModel } from '../../src/activities/models';
import { digestOf } from '../../src/core/digest';
import type { Artifact, ModelReference } from '../../src/core/records';
import type { ServedModel } from '../../src/serving/served-model';
import { createFileSystemStore } from '../../src/store/file-system-store';
import { iterationLayout, runLayout } from '../../src/store/run-layout';

/** What the fakes did, and how a test makes one of them behave. */
export interface FakeEngines {
  calls: string[];
  /** Awaited by `sampleResponses` before it answers; a cancelled wait is recorded as "cancelled sampleResponses". */
  hold: Promise<void> | undefined;
  pairsPerIteration: number;
}

/**
 * Activities without models: opening works on a real store, everything that would call an engine returns at once.
 * They let workflow tests look at order, gates, messages and failures.
 */
export function fakeActivities(root: string, engines: FakeEngines): Activities {
  const store = createFileSystemStore(root);
  const note = (name: string) => void engines.calls.push(name);
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
    openRun: (input) => attempt(() => openRun({ store }, input)),
    openIteration: (input) => attempt(() => openIteration({ store }, input)),
    async offerNextIteration({ run }) {
      note(`offer ${run}`);
    },
    async releaseServers({ run }) {
      note(`release ${run}`);
    },
    async importSeed({ run }) {
      const layout = runLayout(run);
      return {
        ift: await store.writeRows(layout.seed('ift.jsonl'), []),
        eft: await store.writeRows(layout.seed('eft.jsonl'), []),
        heldOut: await store.writeRows(layout.seed('held-out.jsonl'), []),
        prompts: await store.writeRows(layout.seed('prompts.jsonl'), []),
      };
    },
    importBaseModel: ({ run }) => model(run, 'M0', null, 'import'),
    async writeBaselineRows({ run }) {
      return artifact(runLayout(run).seed('sft.training.jsonl'), 1);
    },
    async buildEft({ eft }) {
      note('buildEft');
      return eft;
    },
    async writeAnchorRows({ run }) {
      const rows = artifact(runLayout(run).seed('M1.training.jsonl'), 1);
      return { rows, counts: { ift: 1, eft: 1, unjudgedGroups: 0, disagreeingGroups: 0, cappedRows: 0 } };
    },
    async collectPrompts({ run, iteration, attempt: number, settings }) {
      note(`prompts ${iteration}.${number}`);
      const layout = iterationLayout(run, iteration, number);
      const collected = await store.writeRows(
        layout.prompts,
        Array.from({ length: settings.perIteration }, (_, i) => ({ i })),
      );
      return { artifact: collected, fromSeed: 0, generated: settings.perIteration };
    },
    async sampleResponses({ run, iteration, attempt: number, shard, responses }) {
      note(`sample ${iteration}.${number}/${shard.index}`);
      const beat = setInterval(() => heartbeat(), 100);
      try {
        await Promise.race([engines.hold, aborted(cancellationSignal())]);
      } catch (error) {
        note('cancelled sampleResponses');
        throw error;
      } finally {
        clearInterval(beat);
      }
      const rows = (shard.to - shard.from) * responses.perPrompt;
      const path = iterationLayout(run, iteration, number).responses(shard.index);
      return { ...finished(path, rows), truncated: 0, meanTokens: 1 };
    },
    async judgeResponses({ run, iteration, attempt: number, shard, responses, judgements }) {
      note(`judge ${iteration}.${number}/${shard.index}`);
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
    },
    async selectPairs({ run, iteration, attempt: number }) {
      const layout = iterationLayout(run, iteration, number);
      const rows = Array.from({ length: engines.pairsPerIteration }, (_, i) => ({ i }));
      const pairs = await store.writeRows(layout.pairs, rows);
      return { pairs, trainingRows: pairs, discarded: { tie: 1 } };
    },
    async trainModel({ run, name, objective, base }) {
      note(`train ${name} from ${base.name}`);
      return {
        model: await model(run, name, base.digest, objective),
        metrics: {
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
          rowsTrained: 1,
          rowsDropped: {},
        },
      };
    },
    async serveModel({ model: served }): Promise<ServedModel> {
      note(`serve ${served.name}`);
      return {
        digest: served.digest,
        servedName: 'm',
        replicas: [{ url: 'http://127.0.0.1:1' }],
        proof: { kind: 'assumed' },
      };
    },
    async evaluateModel({ model: name }) {
      note(`evaluate ${name}`);
      return fakeEvaluation(name);
    },
    async compareModels({ newer, older, selfJudged }) {
      note(`compare ${newer} ${older}`);
      return { newer, older, selfJudged, wins: 3, ties: 1, losses: 1, nulls: 0, winRate: 0.7 };
    },
    async writeManifest({ opened }) {
      return artifact(iterationLayout(opened.recipe.run, opened.iteration, opened.attempt).manifest, 1);
    },
    writeReport: async ({ run }) => runLayout(run).report,
  };
}

async function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

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

function fakeEvaluation(model: string): ModelEvaluation {
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
    answers: { count: 10, meanCharacters: 100, truncated: 0 },
  };
}
