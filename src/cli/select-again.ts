import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { feedbackRecordSchema } from '../core/feedback-records';
import { manifestSchema } from '../core/manifest';
import {
  iftRecordSchema,
  judgementRecordSchema,
  promptRecordSchema,
  responseRecordSchema,
  type PromptRecord,
} from '../core/records';
import { deriveTrainingData, type SelectionSettings, type TrainingData } from '../core/selection/derive-training-data';
import { readAllRecords } from '../data/read-records';
import { recipeAt, type Recipe } from '../recipes/recipe';
import { ownSelectorOf } from '../recipes/registry/own-selector-of';
import { settingsOfSelection } from '../recipes/selection-settings';
import { InvalidInputError } from './errors';
import { readRecipe } from './recipe/read-recipe';
import { requireSelectable } from './require-selectable';

/** The files to select from. */
export interface SelectionFiles {
  recipe: string;
  responses: string[];
  feedback: string[];
  ift?: string;
  prompts?: string;
}

/** Selects from recorded files by the rules of a recipe; what they do not say is looked for in the folder of their run. */
export async function selectAgain(options: SelectionFiles): Promise<TrainingData> {
  const recipe = (await readRecipe(options.recipe, undefined)).resolved;
  const [first = ''] = options.responses;
  const folder = dirname(dirname(resolve(first)));
  const prompts: PromptRecord[] = await readAllRecords(
    options.prompts ?? join(folder, 'prompts.jsonl'),
    promptRecordSchema,
  );
  const responses = await readAll(options.responses, responseRecordSchema);
  const said = await readAll(options.feedback, anyFeedbackSchema);
  const judgements = said.flatMap((record) => ('kind' in record ? [] : [record]));
  const feedback = said.flatMap((record) => ('kind' in record ? [record] : []));
  const ift = options.ift ?? join(dirname(dirname(folder)), 'seed', 'ift.jsonl');
  const isWithout = options.ift === undefined && !existsSync(ift);
  const { iteration, attempt } = attemptOf(folder);
  const scheduled = recipeAt(recipe, iteration);
  requireSelectable(scheduled.selection, { responses, feedback });
  return deriveTrainingData(
    settingsOfSelection(
      { ...scheduled, pairPool: 'current' },
      { iteration, attempt, models: await modelsOf(folder, scheduled) },
    ),
    {
      prompts,
      shards: [{ responses, judgements, feedback }],
      earlier: [],
      ift: isWithout ? [] : await readAllRecords(ift, iftRecordSchema),
      selector: await ownSelectorOf(scheduled.selection),
    },
  );
}

async function readAll<Row>(files: readonly string[], schema: z.ZodType<Row>): Promise<Row[]> {
  return (await Promise.all(files.map((file) => readAllRecords(file, schema, { mayBeEmpty: true })))).flat();
}

/** What any critic says, a record a line. Judgements are the ones that name no kind. */
const anyFeedbackSchema = z.union([judgementRecordSchema, feedbackRecordSchema]);

/** The models of the iteration, which rules that compare log-probabilities need; its manifest names them. */
async function modelsOf(folder: string, { selection }: Recipe): Promise<SelectionSettings['models']> {
  const models = await recordedModels(folder);
  const isCompared = 'creamConsistency' in selection && selection.creamConsistency === true;
  if (models || !(isCompared || ['consistency', 'agreement'].includes(selection.kind))) return models;
  throw new InvalidInputError(
    `selection ${selection.kind} compares log-probabilities of models: ${join(folder, 'manifest.json')} must be there and name them`,
  );
}

async function recordedModels(folder: string): Promise<SelectionSettings['models']> {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) return undefined;
  const { data: manifest } = manifestSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (manifest?.kind !== 'iteration') return undefined;
  const { models, previousModel } = manifest.inputs;
  const [current, base, anchor] = [models.policy, models.base, models.anchor];
  if (!current || !base || !anchor) return undefined;
  return {
    current: current.digest,
    previous: previousModel?.digest ?? null,
    base: base.digest,
    anchor: anchor.digest,
  };
}

/** The name of an iteration's folder, "2" or "2.3", decides how ties are broken. */
function attemptOf(folder: string): { iteration: number; attempt: number } {
  const [, iteration = '1', attempt = '1'] = /^(\d+)(?:\.(\d+))?$/.exec(basename(folder)) ?? [];
  return { iteration: Number(iteration), attempt: Number(attempt) };
}
