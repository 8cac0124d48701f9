import { visibleContent } from '../../visible-text';
import type { SelectionScope, Selector } from '../selector';
import { accumulate } from './accumulate';

/** Plain DPO (2305.18290): the pairs of a data set, without those that teach no preference. */
export function givenRule({ iteration }: SelectionScope): Selector {
  return accumulate(({ prompt, given = [] }) => {
    const discarded = { 'empty-chosen': 0, 'empty-rejected': 0, 'identical-text': 0 };
    const pairs = given.flatMap(({ chosen, rejected }) => {
      const [better, worse] = [visibleContent(chosen), visibleContent(rejected)];
      const reason =
        better === '' ? 'empty-chosen' : worse === '' ? 'empty-rejected' : better === worse ? 'identical-text' : null;
      if (reason !== null) {
        discarded[reason] += 1;
        return [];
      }
      const ids = { chosenId: `${prompt.id}.chosen`, rejectedId: `${prompt.id}.rejected`, judgementIds: [] };
      const scores = { chosenScore: null, rejectedScore: null };
      const id = `${prompt.id}.p${iteration}`;
      return [
        { id, promptId: prompt.id, prompt: prompt.text, chosen, rejected, ...ids, ...scores, weight: 1, iteration },
      ];
    });
    return { pairs, discarded };
  });
}
