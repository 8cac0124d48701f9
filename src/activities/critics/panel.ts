import { criticName } from '../../recipes/critic-sections';
import type { Critique } from './critique';
import { compareEveryTwo } from './pairwise';

/** What a judge of a panel says of every two responses. A panel is asked judge by judge, each time with that one alone. */
export const askPanelJudge: Critique<'panel'> = async (runner, settings, about) => {
  const { critic } = settings;
  const [asked, ...others] = critic.judges;
  if (!asked || others.length > 0) throw new RangeError(`expected one judge of the panel, got ${critic.judges.length}`);
  const said = await compareEveryTwo(runner, settings, about);
  return said.map((record) => ({
    ...record,
    id: `${record.id}.${asked.name}`,
    critic: criticName(critic),
    judge: asked.name,
  }));
};
