import { criticsFor, vetoedResponses, type WeightedCritic } from '../../../../src/core/selection/scoring';
import { score } from './rules/rule-scope';

const range = { lowest: 0, highest: 1 };
const judge: WeightedCritic = { critic: 'judge', weight: 0.5, range };
const process: WeightedCritic = { critic: 'process', weight: 0.5, range, tag: 'reasoning' };

describe('criticsFor (methods section 11.3)', () => {
  const scoring = { combined: [judge, process], vetoes: [] };
  const names = (prompt: { tags?: string[] }) => criticsFor(prompt, scoring).map(({ critic }) => critic);

  it('has a critic with a tag count for prompts with that tag alone', () => {
    expect(names({ tags: ['code', 'reasoning'] })).toEqual(['judge', 'process']);
    expect(names({ tags: ['code'] })).toEqual(['judge']);
    expect(names({})).toEqual(['judge']);
  });
});

describe('vetoedResponses (methods section 11.3)', () => {
  const vetoed = (feedback: Parameters<typeof vetoedResponses>[0], lowest = 0.3) => [
    ...vetoedResponses(feedback, { combined: [], vetoes: [{ critic: 'process', lowest }] }).keys(),
  ];

  it('looks at the least probable step, whatever the score', () => {
    const steps = (id: string, of: number[]) => ({ ...score(id, 0.9, 'process'), steps: of });
    expect(vetoed([steps('a', [0.9, 0.29, 1]), steps('b', [0.9, 0.3, 1]), steps('c', [0.1])])).toEqual(['a', 'c']);
  });

  it('looks at the score where there are no steps', () => {
    expect(vetoed([score('a', 0, 'process'), score('b', 1, 'process')], 1)).toEqual(['a']);
  });

  it('leaves alone what the critic could not score, and what another one scores', () => {
    expect(vetoed([score('a', null, 'process'), score('b', 0, 'verifier')])).toEqual([]);
  });
});
