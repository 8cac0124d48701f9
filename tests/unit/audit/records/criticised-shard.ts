import { compareJudgements } from '../../../../src/activities/critics/meta-judge';
import { measureLogProbabilities } from '../../../../src/activities/critics/implicit';
import { askPanelJudge } from '../../../../src/activities/critics/panel';
import { judgeSteps } from '../../../../src/activities/critics/process';
import { comparePairwise } from '../../../../src/activities/critics/pairwise';
import type { CallRunner } from '../../../../src/activities/labelling/call-runner';
import { createFindings, type Difference } from '../../../../src/audit/findings';
import { checkFeedback } from '../../../../src/audit/records/check-feedback';
import type { FeedbackRecord } from '../../../../src/core/feedback-records';
import { digestOf } from '../../../../src/core/digest';
import type { JudgementRecord, ResponseRecord } from '../../../../src/core/records';
import { seedScope } from '../../../../src/core/seed-scope';
import { criticSchema } from '../../../../src/recipes/critic-sections';
import { recipeSchema } from '../../../../src/recipes/recipe';
import { externalModel, type ServedModel } from '../../../../src/serving/served-model';
import type { ArtifactStore } from '../../../../src/store/artifact-store';
import { recordLines } from '../../../../src/store/record-lines';
import { iterationLayout } from '../../../../src/store/run-layout';

const layout = iterationLayout('a', 1, 1);
const scope = seedScope({ seed: 1, iteration: 1, attempt: 1 });
const digest = digestOf('the policy');
const judge: ServedModel = { digest, servedName: 'm', replicas: [], proof: { kind: 'assumed' } };
const foreign = { url: 'http://127.0.0.1:1', model: 'big' };
const panel = criticSchema.parse({
  kind: 'panel',
  judges: [
    { name: 'own', family: 'a', model: 'self' },
    { name: 'big', family: 'b', model: foreign },
  ],
});
const process = criticSchema.parse({ kind: 'process' });
const recipe = recipeSchema.parse({
  run: 'a',
  critics: [{ kind: 'pairwise' }, { kind: 'meta-judge' }, panel, process],
});
const { sampling } = recipe.judgements;
const prompt = { id: 'p', text: 'Why is the sky blue?', source: 'seed' as const, parents: [] };

const made = { promptId: 'p', tokens: 3, model: digest, callKey: digestOf('a call'), seed: 1 };
const responses: ResponseRecord[] = ['r0', 'r1'].map((name) => ({
  ...made,
  id: `p.${name}`,
  text: `Because of scattering (${name}).`,
  finishReason: 'stop',
}));
const judgements: JudgementRecord[] = [1, 4].map((score, index) => ({
  ...made,
  id: `p.r0.j${index}`,
  responseId: 'p.r0',
  text: `It says why.\nScore: ${score}`,
  attempt: 1,
  outcome: { kind: 'scored', score, constrained: false },
}));

/** Replies in turn, as a server would; what is recorded of each is kept by key. */
function runnerOf(replies: readonly object[]): CallRunner & { used: Map<string, unknown> } {
  const used = new Map<string, unknown>();
  return {
    used,
    counts: { made: 0, recalled: 0, quarantined: 0, retried: {} },
    lastFailure: null,
    async run({ keys: [key = ''] }, schema) {
      const reply = schema.parse(replies[used.size % replies.length]);
      used.set(key, { kind: 'answered', reply });
      return { kind: 'answered', replies: [reply] };
    },
  };
}

const texts = (...all: string[]) => all.map((text) => ({ text, tokens: 1, finishReason: 'stop' }));
const about = { prompt, responses, judgements, answer: undefined };

/** What each critic says of one prompt: a plain verdict, one that its judge was made to name, and a sum. */
const CRITICS = {
  async pairwise() {
    const runner = runnerOf(texts('One.\nWinner: A', 'Neither says more.', 'tie'));
    const records = await comparePairwise(runner, { judge, sampling, scope, critic: { kind: 'pairwise' } }, about);
    return { runner, records };
  },
  async 'meta-judge'() {
    const runner = runnerOf(texts('Winner: Judgement B', 'Winner: Judgement A'));
    const critic = { kind: 'meta-judge', hideScores: false } as const;
    return { runner, records: await compareJudgements(runner, { judge, sampling, scope, critic }, about) };
  },
  async 'panel-big'() {
    const runner = runnerOf(texts('One.\nWinner: A', 'The other.\nWinner: B'));
    if (panel.kind !== 'panel') throw new Error('another critic');
    const critic = { ...panel, judges: panel.judges.slice(1) };
    const asked = { judge: externalModel(foreign), sampling, scope, critic };
    return { runner, records: await askPanelJudge(runner, asked, about) };
  },
  async process() {
    const runner = runnerOf([
      { logpA: -0.1, logpB: -2 },
      { logpA: -2.5, logpB: -0.2 },
    ]);
    if (process.kind !== 'process') throw new Error('another critic');
    return { runner, records: await judgeSteps(runner, { judge, sampling, scope, critic: process }, about) };
  },
  async 'implicit-policy'() {
    const runner = runnerOf([{ logp: -4.5, tokens: 3 }]);
    const critic = { kind: 'implicit' } as const;
    return { runner, records: await measureLogProbabilities(runner, { judge, sampling, scope, critic }, about) };
  },
};
export type CriticName = keyof typeof CRITICS;

export interface Damage {
  record?: (record: FeedbackRecord) => FeedbackRecord;
  calls?: (calls: Map<string, unknown>) => void;
}

/** What an audit finds of a critic's file after damage. */
export async function differencesOf(store: ArtifactStore, name: CriticName, damage: Damage): Promise<Difference[]> {
  const { runner, records } = await CRITICS[name]();
  damage.calls?.(runner.used);
  await store.replaceText(layout.calls(`${name}-shard-0000`), recordLines(runner.used));
  const [first, ...others] = records;
  const changed = first && damage.record ? [damage.record(first), ...others] : records;
  const critics = [{ path: layout.criticFeedback(name, 0), records: changed }];
  const findings = createFindings();
  await checkFeedback(
    {
      responses,
      judgements,
      critics,
      feedback: changed,
      paths: { responses: layout.responses(0), feedback: undefined },
    },
    {
      store,
      layout,
      prompts: new Map([['p', prompt]]),
      recipe,
      scope,
      judge: digest,
      policy: digest,
      measured: [digest],
    },
    findings,
  );
  return findings.report('a').differences;
}
