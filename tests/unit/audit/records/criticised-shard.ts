import { askCritic, type AskingCritic } from '../../../../src/activities/critics/ask-critic';
import { criticisedPrompts } from '../../../../src/activities/critics/criticised-prompts';
import { recordedScorer } from '../../../../src/activities/critics/recorded-scorer';
import { scoreResponses } from '../../../../src/activities/critics/score-responses';
import { verifierScorer } from '../../../../src/activities/critics/verifier-scorer';
import { createCallMemory } from '../../../../src/activities/labelling/call-memory';
import { criticisePrompt } from '../../../../src/activities/labelling/criticise-prompt';
import type { CallRunner } from '../../../../src/activities/labelling/call-runner';
import { judgeResponse } from '../../../../src/activities/labelling/judge-response';
import { createFindings, type AuditReport } from '../../../../src/audit/findings';
import { checkFeedback } from '../../../../src/audit/records/check-feedback';
import { otherWordings } from '../../../../src/audit/records/other-wordings';
import { digestOf } from '../../../../src/core/digest';
import { jsonLines } from '../../../../src/core/json-text';
import { feedbackRecordSchema } from '../../../../src/core/feedback-records';
import type { Manifest } from '../../../../src/core/manifest';
import type { Artifact, PairRecord } from '../../../../src/core/records';
import { seedScope } from '../../../../src/core/seed-scope';
import { recipeSchema } from '../../../../src/recipes/recipe';
import type { ServedModel } from '../../../../src/serving/served-model';
import type { ArtifactStore } from '../../../../src/store/artifact-store';
import { recordLines } from '../../../../src/store/record-lines';
import { iterationLayout } from '../../../../src/store/run-layout';
import { told } from '../../core/meta/meta-records';
import { prompt, response } from '../../core/selection/candidates';

const layout = iterationLayout('a', 1, 1);
const scope = seedScope({ seed: 1, iteration: 1, attempt: 1 });
const judge: ServedModel = {
  digest: digestOf('the policy'),
  servedName: 'm',
  replicas: [],
  proof: { kind: 'weight-version', value: '1' },
};
const critics = [
  { kind: 'judge' },
  { kind: 'pairwise' },
  { kind: 'meta-judge' },
  { kind: 'listwise' },
  { kind: 'preference', chainOfThought: true },
  { kind: 'implicit' },
  { kind: 'process' },
  {
    kind: 'panel',
    name: 'jury',
    judges: [
      { name: 'own', family: 'a', model: 'self' },
      { name: 'big', family: 'b', model: { url: 'http://127.0.0.1:1', model: 'big' } },
    ],
  },
  { kind: 'verifier', verifier: 'exact-answer' },
  { kind: 'module', path: 'length.js' },
  { kind: 'module', name: 'tagged', path: 'length.js', tag: 'another' },
] as const;
const recipe = recipeSchema.parse({ run: 'a', critics, judgements: { perResponse: 2 }, safety: {} });
const foreign: ServedModel = { ...judge, digest: 'external:big', proof: { kind: 'assumed' } };
const { sampling } = recipe.judgements;
const settings = { judge, sampling, scope };

const responses = ['r0', 'r1'].map((name) => response(`p.${name}`, { text: `It is ${name}.` }));
const judgements = told('p.r0', [1, 4]);
const ift = [{ id: 'p', prompt: 'Which?', response: '#### 1' }];
/** The pair of both responses, which guard rails look at. */
const proposed: PairRecord[] = [
  {
    id: 'p.p1',
    promptId: 'p',
    prompt: 'Which?',
    chosen: 'It is r0.',
    rejected: 'It is r1.',
    chosenId: 'p.r0',
    rejectedId: 'p.r1',
    chosenScore: 4,
    rejectedScore: 1,
    judgementIds: [],
    weight: 1,
    iteration: 1,
  },
];
const about = criticisedPrompts([prompt('p', 'Which?')], { responses, judgements, ift });

/** Replies in turn, as a server would; what is recorded of each is kept by key. */
function replying(replies: readonly object[], calls: Map<string, unknown>): CallRunner {
  let next = 0;
  return {
    async run({ keys }, schema) {
      const made = keys.map(() => schema.parse(replies[next++ % replies.length]));
      for (const [index, key] of keys.entries()) calls.set(key, { kind: 'answered', reply: made[index] });
      return { kind: 'answered', replies: made };
    },
  };
}

const texts = (...all: string[]) => all.map((text) => ({ text, tokens: 1, finishReason: 'stop' }));

/** The replies that each critic that asks a model reads its rows from. */
const REPLIES = {
  pairwise: texts('One.\nWinner: A', 'Neither says more.', 'tie'),
  'meta-judge': texts('Winner: Judgement B', 'Winner: Judgement A'),
  listwise: texts('Answer 1: so. Score: 4\nAnswer 2: so.', 'Answer 1: so. Score: 1\nAnswer 2: so. Score: 2'),
  preference: [...texts('One.', 'Two.'), { logpA: -1, logpB: -2 }, { logpA: -3, logpB: -1 }],
  implicit: [{ logp: -4.5, tokens: 3 }],
  process: [
    { logpA: -0.1, logpB: -2 },
    { logpA: -2.5, logpB: -0.2 },
  ],
};

function ofThem() {
  const [first] = about;
  if (!first) throw new Error('there is one prompt');
  return first;
}

/** What each critic says of one prompt, and what is recorded of that. */
const SAID: Record<string, (calls: Map<string, unknown>) => Promise<object[]>> = {
  async feedback(calls) {
    const runner = replying(texts('Fair.', 'Good.\nScore: 3', 'Not bad.  \n', '4'), calls);
    const seed = { ...scope, purpose: 'judgement' };
    const request = { judge, sampling, seed, samples: 2, prompt: prompt('p', 'Which?') };
    return (await Promise.all(responses.map((each) => judgeResponse(runner, { ...request, response: each })))).flat();
  },
  async module(calls) {
    const journal = { finished: new Map(), append: async (key: string, value: unknown) => void calls.set(key, value) };
    const scorer = { version: `module:${digestOf('length.js')}`, score: () => ({ score: 10, reason: 'long' }) };
    const memory = createCallMemory(journal, async () => undefined);
    const asked = recordedScorer(scorer, memory, { signal: new AbortController().signal, beforeCall: () => undefined });
    return scoreResponses(asked, { kind: 'module', path: 'length.js' }, ofThem());
  },
  verifier() {
    const critic = { kind: 'verifier', verifier: 'exact-answer' } as const;
    return scoreResponses(verifierScorer(critic), critic, ofThem());
  },
  async 'jury-big'(calls) {
    const panel = recipe.critics.find((each) => each.kind === 'panel');
    if (!panel) throw new Error('there is a panel');
    const critic = { ...panel, judges: panel.judges.slice(1) };
    const runner = replying(texts('One.\nWinner: A', 'The other.\nWinner: B'), calls);
    return askCritic(runner, { ...settings, judge: foreign, critic }, ofThem());
  },
  safety(calls) {
    // All unsafe, so that one is revised; a reply without a verdict is asked for again.
    const unsafe = texts('Verdict: unsafe', 'Hm.', 'Verdict: unsafe', 'Verdict: unsafe', 'Verdict: unsafe');
    const runner = replying([...unsafe, ...texts('It is nothing.', 'Verdict: safe', 'Verdict: safe')], calls);
    const { judgements: judging, responses: answering } = recipe;
    const asked = { judge, scope, critiques: 2, sampling: judging.sampling, revising: answering.sampling };
    return criticisePrompt(runner, asked, { prompt: prompt('p', 'Which?'), proposed, sampled: [] });
  },
};
for (const [kind, replies] of Object.entries(REPLIES)) {
  const critic = recipe.critics.find((each): each is AskingCritic => each.kind === kind);
  const name = kind === 'implicit' ? 'implicit-policy' : kind;
  if (critic) SAID[name] = (calls) => askCritic(replying(replies, calls), { critic, ...settings }, ofThem());
}
export const criticNames = Object.keys(SAID);

export interface Damage {
  rows?: ((rows: object[]) => object[]) | undefined;
  calls?: (calls: Map<string, unknown>) => unknown;
}

function nothing(path: string): Artifact {
  return { path, rows: 0, bytes: 0, sha256: digestOf('') };
}

/** What an audit finds of a critic's file after damage. */
export async function auditOf(
  store: ArtifactStore,
  name: string,
  damage: Damage = {},
  promptVersions: Manifest['promptVersions'] = {},
): Promise<AuditReport> {
  const calls = new Map<string, unknown>();
  const said = (await SAID[name]?.(calls)) ?? [];
  damage.calls?.(calls);
  if (calls.size > 0) await store.replaceText(layout.calls(`${name}-shard-0000`), recordLines(calls));
  const rows = damage.rows?.(said) ?? said;
  const isJudge = name === 'feedback';
  const path = isJudge ? layout.feedback(0) : layout.criticFeedback(name, 0);
  await store.replaceText(path, jsonLines(rows));
  const artifact = (await store.find(path)) ?? nothing(path);
  const findings = createFindings();
  await checkFeedback(
    {
      files: { responses: nothing(layout.responses(0)), judgements: isJudge ? artifact : undefined },
      judgements: [],
      critics: isJudge ? [] : [{ artifact, records: rows.map((row) => feedbackRecordSchema.parse(row)) }],
    },
    about,
    {
      store,
      layout,
      recipe,
      scope,
      judge,
      modelAt: () => foreign,
      roles: { policy: judge },
      proposed: new Map([['p', proposed]]),
      rubric: 'additive',
      otherWording: otherWordings(promptVersions, recipe),
    },
    findings,
  );
  return findings.report('a');
}
