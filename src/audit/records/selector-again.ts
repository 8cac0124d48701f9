import type { IterationManifest } from '../../core/manifest';
import type { OwnSelector } from '../../core/selection/rules/own-rule';
import { ChangedModuleError, InvalidModuleError } from '../../recipes/registry/own-module';
import { ownSelectorOf } from '../../recipes/registry/own-selector-of';
import type { Recipe } from '../../recipes/recipe';
import type { AuditSources } from '../audit-sources';

/** What to select with again: one of srlm's rules (no `own`), or the very module that selected. */
export type SelectorAgain = { kind: 'known'; own: OwnSelector | undefined } | { kind: 'unproven'; why: string };

/** Loads the module of a selection, if it is allowed to and the module is the one that the manifest names. */
export async function selectorAgain(
  { inputs }: Pick<IterationManifest, 'inputs'>,
  { selection }: Pick<Recipe, 'selection'>,
  selectorFile: AuditSources['selectorFile'],
): Promise<SelectorAgain> {
  if (selection.kind !== 'module') return { kind: 'known', own: undefined };
  const named = inputs.selector ?? 'a module without a digest';
  if (!selectorFile) return unproven(`they were selected by ${named}, which is run only if --selector names its file`);
  try {
    const own = await ownSelectorOf({ ...selection, path: selectorFile(selection.path) });
    if (own && own.digest !== inputs.selector)
      return unproven(`they were selected by ${named}; ${own.file} is ${own.digest}`);
    return { kind: 'known', own };
  } catch (error) {
    if (!(error instanceof InvalidModuleError || error instanceof ChangedModuleError)) throw error;
    return unproven(`they were selected by ${named}: ${error.message}`);
  }
}

function unproven(why: string): SelectorAgain {
  return { kind: 'unproven', why };
}
