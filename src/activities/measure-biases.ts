import { biasProbes, type BiasProbe } from '../core/biases/bias-probe';
import { biasRecordSchema, type BiasRecord } from '../core/biases/bias-record';
import { judgeBiases, type JudgeBiases } from '../core/biases/judge-biases';
import { comparisonMessages } from '../core/judging/pairwise-prompt';
import type { EftGroup, JudgementRecord, ResponseRecord } from '../core/records';
import { seedScope } from '../core/seed-scope';
import { deriveSeed } from '../core/seeds';
import { modelEvaluationSchema } from '../core/statistics/model-evaluation';
import { externalModel, type ServedModel } from '../serving/served-model';
import { runLayout } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';
import type { EvaluateModelInput } from './evaluation';
import { askBothOrders } from './labelling/ask-both-orders';
import type { CallRunner } from './labelling/call-runner';
import { workOnShard } from './labelling/work-on-shard';

/** What is known of the model and of the held-out data when its biases are measured. */
export interface MeasuredModel {
  groups: readonly EftGroup[];
  judgements: readonly JudgementRecord[];
  answers: readonly ResponseRecord[];
}

/**
 * How biased a model is as a judge (methods sheet, 13.1). For each of `evaluation.biases.pairs` groups it makes three
 * comparisons in both orders, and an outside judge, where there is one, one of them.
 */
export async function measureBiases(
  deps: ActivityDependencies,
  input: EvaluateModelInput,
  { groups, judgements, answers }: MeasuredModel,
): Promise<{ biases?: JudgeBiases; setAside: number }> {
  const { biases: settings } = input.settings;
  if (!settings) return { setAside: 0 };
  const ownAnswers = new Map(answers.map(({ promptId, text }) => [promptId, text]));
  const probes = biasProbes(groups.slice(0, settings.pairs), ownAnswers);
  const own = await answerProbes(deps, input, { judge: input.served, probes, name: 'biases' });
  const { outsideJudge } = settings;
  const outside = outsideJudge
    ? await answerProbes(deps, input, {
        judge: externalModel(outsideJudge),
        probes: probes.filter(({ kind }) => kind === 'own'),
        name: 'biases-outside',
      })
    : { records: [], setAside: 0 };
  const biases = judgeBiases({
    own: own.records,
    outside: outside.records,
    judgements,
    previous: input.previous === undefined ? undefined : await previousOf(deps, input.run, input.previous),
  });
  return { biases, setAside: own.setAside + outside.setAside };
}

async function answerProbes(
  deps: ActivityDependencies,
  input: EvaluateModelInput,
  { judge, probes, name }: { judge: ServedModel; probes: readonly BiasProbe[]; name: 'biases' | 'biases-outside' },
): Promise<{ records: BiasRecord[]; setAside: number }> {
  const layout = runLayout(input.run);
  const { artifact, quarantine } = await workOnShard<BiasRecord>({
    ...deps,
    served: judge,
    settings: input.calls,
    output: layout.evaluation(input.model, `${name}.jsonl`),
    calls: layout.evaluation(input.model, `calls/${name}.jsonl`),
    journal: layout.evaluation(input.model, `journals/${name}`),
    total: probes.length,
    work: (runner, advance) =>
      Promise.all(
        probes.map(async (probe) => {
          const record = await answerProbe(runner, input, judge, probe);
          advance();
          return record;
        }),
      ),
  });
  return { records: await deps.store.readRows(artifact, biasRecordSchema), setAside: quarantine.rows };
}

async function answerProbe(
  runner: CallRunner,
  input: EvaluateModelInput,
  judge: ServedModel,
  { id, kind, promptId, prompt, first, second, firstLength, secondLength }: BiasProbe,
): Promise<BiasRecord> {
  const scope = seedScope({ ...input, iteration: 0, attempt: 1 });
  const said = await askBothOrders(runner, {
    judge,
    first,
    second,
    messagesOf: (shown) => comparisonMessages({ prompt, ...shown }),
    seedOf: (order) => deriveSeed({ ...scope, promptId, purpose: `bias/${kind}/${order}` }),
    sampling: { temperature: 0, topP: 1, maxTokens: input.settings.maxTokens },
    row: id,
    affinity: promptId,
  });
  return { id, kind, promptId, firstLength, secondLength, ...said, judge: judge.digest };
}

async function previousOf({ store }: ActivityDependencies, run: string, model: string) {
  const artifact = await store.find(runLayout(run).evaluation(model, 'metrics.json'));
  const evaluation = artifact && modelEvaluationSchema.safeParse(JSON.parse(await store.readText(artifact))).data;
  return { model, scores: evaluation?.biases?.scores };
}
