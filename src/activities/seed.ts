import { join, isAbsolute, resolve } from 'node:path';
import {
  eftGroupSchema,
  givenPairSchema,
  iftRecordSchema,
  labelledStepsSchema,
  pretrainingTextSchema,
  promptRecordSchema,
  type Artifact,
} from '../core/records';
import { readAllRecords } from '../data/read-records';
import { readTeacher } from '../data/read-teacher';
import type { Recipe } from '../recipes/recipe';
import { runLayout, type SeedFile } from '../store/run-layout';
import type { ActivityDependencies } from './dependencies';

export interface ImportSeedInput {
  run: string;
  data: Recipe['data'];
}

export interface ImportedSeed {
  ift: Artifact;
  eft: Artifact;
  heldOut: Artifact;
  prompts: Artifact;
  /** Only where the recipe names one. */
  pairs?: Artifact;
  redTeam?: Artifact;
  teacher?: Artifact;
  canaries?: Artifact;
  steps?: Artifact;
  pretraining?: Artifact;
}

/** Checks the seed files row by row and keeps a copy in the store, so that the run no longer depends on them. */
export async function importSeed(deps: ActivityDependencies, { run, data }: ImportSeedInput): Promise<ImportedSeed> {
  const layout = runLayout(run);
  const keep = async <Row>(name: SeedFile, source: string, read: (file: string) => Promise<Row[]>) =>
    (await deps.store.find(layout.seed(name))) ??
    deps.store.writeRows(layout.seed(name), await read(seedPath(deps.examplesFolder, source)));
  const ift = await keep('ift.jsonl', data.ift, (file) => readAllRecords(file, iftRecordSchema));
  const eft = await keep('eft.jsonl', data.eft, (file) => readAllRecords(file, eftGroupSchema));
  const heldOut = await keep('held-out.jsonl', data.heldOut, (file) => readAllRecords(file, eftGroupSchema));
  const prompts = await keep('prompts.jsonl', data.prompts, (file) => readAllRecords(file, promptRecordSchema));
  const redTeam =
    data.redTeam === undefined
      ? undefined
      : await keep('red-team.jsonl', data.redTeam, (file) => readAllRecords(file, promptRecordSchema));
  const asked = async () => [
    ...(await deps.store.readRows(ift, iftRecordSchema)).map(({ id, prompt }) => ({ id, text: prompt })),
    ...(
      await Promise.all([prompts, redTeam ?? []].flat().map((file) => deps.store.readRows(file, promptRecordSchema)))
    ).flat(),
  ];
  return {
    ift,
    eft,
    heldOut,
    prompts,
    ...(data.pairs === undefined
      ? {}
      : { pairs: await keep('pairs.jsonl', data.pairs, (file) => readAllRecords(file, givenPairSchema)) }),
    ...(redTeam ? { redTeam } : {}),
    ...(data.teacher === undefined
      ? {}
      : { teacher: await keep('teacher.jsonl', data.teacher, async (file) => readTeacher(file, await asked())) }),
    ...(data.canaries === undefined
      ? {}
      : { canaries: await keep('canaries.jsonl', data.canaries, (file) => readAllRecords(file, givenPairSchema)) }),
    ...(data.steps === undefined
      ? {}
      : { steps: await keep('steps.jsonl', data.steps, (file) => readAllRecords(file, labelledStepsSchema)) }),
    ...(data.pretraining === undefined
      ? {}
      : {
          pretraining: await keep('pretraining.jsonl', data.pretraining, (file) =>
            readAllRecords(file, pretrainingTextSchema),
          ),
        }),
  };
}

/** `example:NAME` is a file that comes with srlm; anything else is a path, from the worker's folder if it is relative. */
function seedPath(examplesFolder: string, source: string): string {
  const example = /^example:([a-z-]+)$/.exec(source)?.[1];
  if (example !== undefined) return join(examplesFolder, `${example}.jsonl`);
  return isAbsolute(source) ? source : resolve(source);
}
