import type { AuditSources } from './audit-sources';
import type { Critic } from '../recipes/critic-sections';
import type { Recipe } from '../recipes/recipe';
import type { Endpoint } from '../recipes/sections';
import { checkFiles } from './files/check-files';
import { checkUnnamed } from './files/check-unnamed';
import { createFindings, type AuditReport, type Findings } from './findings';
import { checkHistories } from './histories/check-histories';
import { checkManifests } from './manifests/check-manifests';
import { iterationsOf, readManifests, type StoredManifest } from './manifests/read-manifests';
import { checkLineage } from './models/check-lineage';
import { checkModels } from './models/check-models';
import { createNamedFiles } from './named-files';
import { checkEvaluations } from './records/check-evaluations';
import { checkIterations } from './records/check-iterations';
import { checkViews } from './views/check-views';

/**
 * Proves a run as far as it can be proven: histories replay and name files by digest, manifests name the rest, models
 * descend from each other, what critics say follows from their recorded calls, and pairs follow from that. `findings` may hold what was found before.
 */
export async function auditRun(sources: AuditSources, findings: Findings = createFindings()): Promise<AuditReport> {
  const { run, store } = sources;
  const named = createNamedFiles(findings);
  const fromHistories = await checkHistories(sources, findings, named);
  const manifests = await readManifests(store, run, findings);
  const recipe = await checkManifests(store, run, manifests, { findings, named });
  await checkFiles(store, findings, named);
  const models = await checkModels(sources.models, manifests, fromHistories, findings);
  await checkLineage(store, run, models, findings);
  const iterations = iterationsOf(manifests);
  if (recipe) {
    await checkEvaluations(store, models, recipe, findings);
    await checkIterations(store, iterations, recipe, { findings, selectorFile: sources.selectorFile });
  }
  await checkUnnamed(store, run, { named, manifests, models }, findings);
  const { passed } = findings.report(run);
  await checkViews(store, run, { manifests, isWhole: passed }, findings);
  sayWhatNoAuditProves(manifests, recipe, findings);
  return findings.report(run);
}

function sayWhatNoAuditProves(
  manifests: readonly StoredManifest[],
  recipe: Recipe | undefined,
  findings: Findings,
): void {
  findings.cannotProve('sampling itself', 'replies of model servers are recorded and never generated again');
  findings.cannotProve(
    'the arithmetic of training',
    'models are known by digest as the trainer gave it; none is trained again',
  );
  findings.cannotProve(
    'the calls of evaluations and of seed judgements',
    'their files are compared by digest; which messages were sent is made again only for iterations',
  );
  for (const kind of new Set((recipe?.critics ?? []).map((critic) => critic.kind)))
    if (kind === 'http' || kind === 'module')
      findings.cannotProve(
        `the scores of ${kind}`,
        'the program is not run again; rows are compared with what it is recorded to have said',
      );
  const assumed = manifests.flatMap(({ manifest }) => manifest.served.filter(({ proof }) => proof.kind === 'assumed'));
  const named = [
    ...Object.values(recipe?.roles ?? {}),
    ...(recipe?.critics.flatMap(panelOf) ?? []),
    recipe?.evaluation.biases?.outsideJudge,
  ];
  const roles = named.flatMap((role) => (typeof role === 'object' ? role.model : []));
  for (const name of new Set([...assumed.map(({ servedName }) => servedName), ...roles]))
    findings.cannotProve(`the weights behind ${name}`, 'its server gave no proof of what it serves');
}

function panelOf(critic: Critic): ('self' | Endpoint)[] {
  return critic.kind === 'panel' ? critic.judges.map(({ model }) => model) : [];
}
