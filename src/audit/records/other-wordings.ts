import type { Manifest } from '../../core/manifest';
import { filesOf } from '../../recipes/critic-sections';
import { promptVersionsOf } from '../../recipes/prompt-versions';

/** The wording that a kind of critic asks with, where it has another name. */
const WORDING_OF: Readonly<Record<string, string>> = { feedback: 'judge', pairwise: 'comparison', panel: 'comparison' };

/**
 * Says of a critic, by what its files are called, which wording it was asked with, where that is not the one of this version: its calls have other names
 * then, so that nothing can be made again. Undefined where it is the same, or nobody recorded it.
 */
export function otherWordings(
  recorded: Manifest['promptVersions'],
  recipe: Parameters<typeof promptVersionsOf>[0],
  evolved?: { version: string },
): (files: string) => string | undefined {
  const known = promptVersionsOf(recipe, evolved);
  return (files) => {
    const kind = recipe.critics.find((critic) => filesOf(critic).includes(files))?.kind ?? files;
    const wording = WORDING_OF[kind] ?? kind;
    const asked = recorded[wording];
    const digest = typeof asked === 'string' ? asked : asked?.digest;
    if (digest === undefined || digest === known[wording]?.digest) return undefined;
    return `${typeof asked === 'string' ? wording : (asked?.name ?? wording)} ${digest}`;
  };
}
