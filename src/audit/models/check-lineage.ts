import { z } from 'zod';
import { digestOf } from '../../core/digest';
import { modelReferenceSchema, type ModelReference } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { pathProblem } from '../path-problem';
import { storedJson } from '../stored-json';

const source = z.looseObject({ path: z.string(), digest: z.string() });
const dataset = z.looseObject({ path: z.string(), sha256: z.string() });
const trainingSchema = z.looseObject({
  job: z.string(),
  /** The run that trained the model, where it was taken from another one. */
  reusedFrom: z.string().optional(),
  specification: z.looseObject({
    objective: z.string(),
    base: source,
    reference: source.nullable(),
    dataset,
    rewardModel: source.nullish(),
    validation: z.looseObject({ dataset }).optional(),
    pretraining: z.looseObject({ dataset }).optional(),
    output: z.string(),
  }),
});

/** Follows every model back to M_0: its reference, the job that trained it, and the data and models of that job. */
export async function checkLineage(
  store: ArtifactStore,
  run: string,
  models: readonly ModelReference[],
  findings: Findings,
): Promise<void> {
  const digests = new Set(models.map(({ digest }) => digest));
  for (const model of models) {
    const layout = runLayout(run);
    const reference = await read(store, layout.modelReference(model.name), modelReferenceSchema, findings);
    if (reference && digestOf({ ...reference }) !== digestOf(referenceOf(model)))
      findings.differ(layout.modelReference(model.name), `is not the reference of ${model.name} that was recorded`);
    if (model.madeBy === 'import') continue;
    if (model.parent === null || !digests.has(model.parent))
      findings.differ(
        layout.modelReference(model.name),
        `its parent ${model.parent ?? '(none)'} is no model of the run`,
      );
    if (await isAnotherName(store, run, model, models)) continue;
    await checkTraining(store, run, model, digests, findings);
  }
}

/** A model that a method makes nothing new for: the training of its weights is recorded under another name. */
async function isAnotherName(
  store: ArtifactStore,
  run: string,
  { name, digest, path }: ModelReference,
  models: readonly ModelReference[],
): Promise<boolean> {
  const isTrained = async (model: string) => (await store.find(runLayout(run).training(model))) !== undefined;
  if (await isTrained(name)) return false;
  const same = models.filter((other) => other.name !== name && other.digest === digest && other.path === path);
  return (await Promise.all(same.map((other) => isTrained(other.name)))).includes(true);
}

async function checkTraining(
  store: ArtifactStore,
  run: string,
  model: ModelReference,
  digests: ReadonlySet<string>,
  findings: Findings,
): Promise<void> {
  const path = runLayout(run).training(model.name);
  const training = await read(store, path, trainingSchema, findings);
  if (!training) return findings.cannotProve(`the training of ${model.name}`, `there is no readable ${path}`);
  const { specification, job, reusedFrom = run } = training;
  const { base, reference, rewardModel, output, objective } = specification;
  const must = (holds: boolean, problem: string) => {
    if (!holds) findings.differ(path, problem);
  };
  must(
    base.digest === model.parent,
    `trained ${base.digest}, and the parent of ${model.name} is ${model.parent ?? '(none)'}`,
  );
  must(
    reference === null || digests.has(reference.digest),
    `its reference ${reference?.digest ?? ''} is no model of the run`,
  );
  must(
    !rewardModel || digests.has(rewardModel.digest),
    `its reward model ${rewardModel?.digest ?? ''} is no model of the run`,
  );
  must(output === model.path, `wrote ${output}, and ${model.name} is ${model.path}`);
  must(objective === model.madeBy, `says ${objective}, and ${model.name} was made by ${model.madeBy}`);
  const id = `${reusedFrom}-${model.name}-${digestOf(asJson(specification)).slice('sha256:'.length, 'sha256:'.length + 12)}`;
  must(job === id, `job ${job} is not the one of its specification, ${id}`);
  if (reusedFrom !== run)
    return findings.cannotProve(
      `the training rows of ${model.name}`,
      `run "${reusedFrom}" trained it; audit that run too`,
    );
  const { validation, pretraining } = specification;
  const learnt = [specification.dataset, validation?.dataset ?? [], pretraining?.dataset ?? []].flat();
  for (const { path: rows, sha256 } of learnt) {
    const found = await digestIn(store, rows);
    must(found === sha256, `learned from ${rows} with ${sha256}, found ${found}`);
  }
}

/** The digest of a file as it is now, or what is there instead. */
async function digestIn(store: ArtifactStore, path: string): Promise<string> {
  try {
    return (await store.find(path))?.sha256 ?? 'no such file';
  } catch (error) {
    return `that ${pathProblem(error)}`;
  }
}

function referenceOf({ name, digest, path, parent, madeBy }: ModelReference): ModelReference {
  return { name, digest, path, parent, madeBy };
}

/** Undefined when it is not there; a file that is something else is a difference. */
async function read<Schema extends z.ZodType>(
  store: ArtifactStore,
  path: string,
  schema: Schema,
  findings: Findings,
): Promise<z.output<Schema> | undefined> {
  const stored = await storedJson(store, path, schema);
  if (stored.kind === 'malformed') findings.differ(path, `is not what it should be: ${stored.problem}`);
  return stored.kind === 'read' ? stored.value : undefined;
}

function asJson(value: object) {
  return z.record(z.string(), z.json()).parse(value);
}
