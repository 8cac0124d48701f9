import { canarySides } from '../../core/guard-rails/decide-rubric';
import { parseCriteria, proposalMessages } from '../../core/guard-rails/propose-criteria';
import type { RubricTrial } from '../../core/guard-rails/rubric-trial';
import type { EftGroup, GivenPair } from '../../core/records';
import type { seedScope } from '../../core/seed-scope';
import { deriveSeed } from '../../core/seeds';
import type { Recipe } from '../../recipes/recipe';
import type { ServedModel } from '../../serving/served-model';
import type { CallRunner } from './call-runner';
import { judgeResponse } from './judge-response';
import { textCall, textReplySchema } from './text-call';

export interface RubricTrialSettings {
  /** Who judges in this iteration, and proposes what to judge by. */
  judge: ServedModel;
  evaluation: Pick<Recipe['evaluation'], 'heldOutGroups' | 'judgementsPerReply'>;
  sampling: { proposal: Recipe['judgements']['sampling']; judgement: Recipe['judgements']['sampling'] };
  scope: ReturnType<typeof seedScope>;
}

/** What both rubrics are tried on. */
export interface RubricTrialSources {
  current: readonly string[];
  groups: readonly EftGroup[];
  canaries: readonly GivenPair[];
}

/** The judge's proposal, and judgements by both rubrics of everything that they are tried on; alone where it cannot be read. */
export async function tryRubrics(
  runner: CallRunner,
  settings: RubricTrialSettings,
  { current, groups, canaries }: RubricTrialSources,
  advance: () => void,
): Promise<RubricTrial[]> {
  const proposal = await propose(runner, settings, current);
  if (proposal.kind !== 'proposal' || !proposal.criteria) return [proposal];
  const rubrics = [
    { rubric: 'current', criteria: current },
    { rubric: 'proposed', criteria: proposal.criteria },
  ] as const;
  const { judgement: sampling } = settings.sampling;
  const judge = async (asked: Pick<Asked, 'of' | 'prompt' | 'responses' | 'samples' | 'sampling'>) => {
    const said = await Promise.all(rubrics.map((by) => judgeBy(runner, settings, { ...asked, ...by })));
    advance();
    return said.flat();
  };
  const heldOut = groups.map(({ id, prompt, replies }) =>
    judge({
      of: 'held-out',
      prompt: { id, text: prompt },
      responses: replies,
      samples: settings.evaluation.judgementsPerReply,
      sampling,
    }),
  );
  const ofCanaries = canaries.map(({ id, prompt, chosen, rejected }) => {
    const [safe, unsafe] = canarySides(id);
    const responses = [
      { id: safe, text: chosen },
      { id: unsafe, text: rejected },
    ];
    // Drawn scores would differ from one look at a canary to the next.
    return judge({
      of: 'canary',
      prompt: { id, text: prompt },
      responses,
      samples: 1,
      sampling: { ...sampling, temperature: 0 },
    });
  });
  return [proposal, ...(await Promise.all([...heldOut, ...ofCanaries])).flat()];
}

async function propose(
  runner: CallRunner,
  settings: RubricTrialSettings,
  current: readonly string[],
): Promise<RubricTrial> {
  const { judge: served, sampling } = settings;
  const seed = deriveSeed({ ...settings.scope, promptId: '', purpose: 'rubric-proposal' });
  const call = textCall({
    served,
    messages: proposalMessages(current),
    sampling: sampling.proposal,
    seed,
    samples: 1,
    row: 'rubric proposal',
    affinity: 'rubric',
  });
  const outcome = await runner.run(call, textReplySchema);
  const [[reply], [callKey = '']] = [outcome.kind === 'answered' ? outcome.replies : [], call.keys];
  const text = reply?.text ?? '';
  return { kind: 'proposal', model: served.digest, text, criteria: parseCriteria(text, current.length), callKey, seed };
}

interface Asked {
  rubric: 'current' | 'proposed';
  criteria: readonly string[];
  of: 'held-out' | 'canary';
  prompt: { id: string; text: string };
  responses: readonly { id: string; text: string }[];
  samples: number;
  sampling: Recipe['judgements']['sampling'];
}

async function judgeBy(
  runner: CallRunner,
  settings: RubricTrialSettings,
  { rubric, criteria, of, prompt, responses, samples, sampling }: Asked,
): Promise<RubricTrial[]> {
  const said = await Promise.all(
    responses.map((response) =>
      judgeResponse(runner, {
        judge: settings.judge,
        prompt,
        response,
        samples,
        sampling,
        rubric: { criteria },
        // The same draws under both rubrics: what differs is the wording.
        seed: { ...settings.scope, purpose: `rubric/${of}` },
      }),
    ),
  );
  return said.flat().map((judgement) => ({ kind: 'trial', rubric, of, judgement }));
}
