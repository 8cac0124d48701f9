import type { AnchorRows } from '../activities/eft';
import type { ImportedSeed } from '../activities/seed';
import type { ModelReference } from '../core/records';
import { externalModel, type ServedModel } from '../serving/served-model';
import { beating, bookkeeping, callSettings, labelling } from './activity-proxies';
import { evaluate, serve, train, type ModelContext } from './make-model';
import { pausable } from './pausable';
import { reviseOwnResponses } from './revise-own-responses';

interface MadeModel {
  model: ModelReference;
  /** Absent where another name of the same weights was served. */
  served?: ServedModel;
}

/**
 * M_0 -> SFT baseline (IFT, or the chosen responses of pairs) -> M_1, each measured as a judge. What a method leaves out
 * is not trained but takes the weights of the model before it, and the same weights are measured once, under their last
 * name.
 */
export async function makeAnchor(
  context: ModelContext,
  files: ImportedSeed,
): Promise<Record<'base' | 'baseline', MadeModel> & { anchor: Required<MadeModel> }> {
  const { recipe, base } = context;
  const { run, seed } = recipe;
  const from = recipe.anchor ?? 'ift-and-eft';
  if (from === 'base') {
    const baseline = await bookkeeping.adoptModel({ run, name: 'sft', model: base });
    const anchor = await measured(context, await bookkeeping.adoptModel({ run, name: 'M1', model: base }), []);
    return { base: { model: base }, baseline: { model: baseline }, anchor };
  }
  if (from === 'revisions') {
    const baseline = await measured(context, await bookkeeping.adoptModel({ run, name: 'sft', model: base }), []);
    const rows = await reviseOwnResponses(context, files, baseline.served);
    const { model: anchor } = await train(context, {
      objective: 'sft',
      base,
      hyperparameters: recipe.sft,
      name: 'M1',
      rows,
    });
    return { base: { model: base }, baseline, anchor: await measured(context, anchor, [baseline.model.name]) };
  }
  const sft = { objective: 'sft', base, hyperparameters: recipe.sft } as const;
  const measuredBase = await measured(context, base, []);

  const baselineRows = await (from === 'chosen'
    ? bookkeeping.writeChosenRows({ run })
    : bookkeeping.writeBaselineRows({ run, seed, ift: files.ift }));
  const { model: baseline } = await train(context, { ...sft, name: 'sft', rows: baselineRows });
  if (from === 'ift' || from === 'chosen') {
    const anchor = await measured(context, await bookkeeping.adoptModel({ run, name: 'M1', model: baseline }), [
      base.name,
    ]);
    return { base: measuredBase, baseline: { model: baseline }, anchor };
  }
  const measuredBaseline = await measured(context, baseline, [base.name]);

  const eft = await judgedEft(context, files, measuredBaseline.served);
  const anchorRows = await bookkeeping.writeAnchorRows({
    run,
    seed,
    ift: files.ift,
    eft,
    modalScoreCap: recipe.eft.modalScoreCap,
    mix: recipe.eft.mix,
    ...(from === 'eft' ? { seeds: 'eft' } : {}),
  });
  context.progress.status.notes.push(...eftNotes(anchorRows.counts));
  const { model: anchor } = await train(context, { ...sft, name: 'M1', rows: anchorRows.rows });
  return { base: measuredBase, baseline: measuredBaseline, anchor: await measured(context, anchor, [baseline.name]) };
}

/** What of the EFT seed was not learnt from. */
function eftNotes({ unjudgedGroups, disagreeingGroups, cappedRows }: AnchorRows['counts']): string[] {
  const reasons = [
    unjudgedGroups > 0 ? `${unjudgedGroups} groups without a usable judgement` : [],
    disagreeingGroups > 0 ? `${disagreeingGroups} groups whose scores disagree with the human ranks` : [],
    cappedRows > 0 ? `${cappedRows} judgements of the most frequent score` : [],
  ].flat();
  return reasons.length === 0 ? [] : [`M1 was not taught by ${reasons.join(', ')} of data.eft`];
}

async function measured(
  context: ModelContext,
  model: ModelReference,
  against: readonly string[],
): Promise<Required<MadeModel>> {
  const served = await serve(context, model);
  await evaluate(context, model, served, against);
  return { model, served };
}

/** EFT judgements as the recipe says: those of the file, or built by a model and kept where they agree with people. */
async function judgedEft({ recipe, pauseSwitch }: ModelContext, files: ImportedSeed, baseline: ServedModel) {
  const { judgements, resamples } = recipe.eft;
  if (judgements === 'provided') return files.eft;
  const judge = judgements === 'external' && recipe.roles.eftJudge ? externalModel(recipe.roles.eftJudge) : baseline;
  return pausable(pauseSwitch, () =>
    labelling.buildEft.executeWithOptions(beating(recipe, 'EFT judgements'), [
      {
        run: recipe.run,
        seed: recipe.seed,
        eft: files.eft,
        judge,
        keepsGiven: judgements === 'as-needed',
        resamples,
        sampling: recipe.judgements.sampling,
        calls: callSettings(recipe),
      },
    ]),
  );
}
