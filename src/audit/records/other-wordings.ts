import type { Manifest } from '../../core/manifest';
import { promptVersionsOf } from '../../recipes/prompt-versions';

/** The wording that a critic's files, by the name in their paths, were asked with, where it has another name. */
const WORDING_OF: Readonly<Record<string, string>> = { feedback: 'judge', pairwise: 'comparison' };

/**
 * Says of a critic which wording it was asked with, where that is not the one of this version: its calls have other names
 * then, so that nothing can be made again. Undefined where it is the same, or nobody recorded it.
 */
export function otherWordings(
  recorded: Manifest['promptVersions'],
  recipe: Parameters<typeof promptVersionsOf>[0],
  evolved?: { version: string },
): (critic: string) => string | undefined {
  const known = promptVersionsOf(recipe, evolved);
  return (critic) => {
    const wording = WORDING_OF[critic] ?? critic;
    const asked = recorded[wording];
    const digest = typeof asked === 'string' ? asked : asked?.digest;
    if (digest === undefined || digest === known[wording]?.digest) return undefined;
    return `${typeof asked === 'string' ? wording : (asked?.name ?? wording)} ${digest}`;
  };
}
