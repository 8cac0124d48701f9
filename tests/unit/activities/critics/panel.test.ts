import { askPanelJudge } from '../../../../src/activities/critics/panel';
import { comparisonRecordSchema } from '../../../../src/core/feedback-records';
import { criticised, settings, texts } from './criticised';
import { countingRunner, textReply } from './runners';

const member = (name: string) => ({ name, family: name, model: 'self' }) as const;
const panel = (...names: string[]) => ({ kind: 'panel' as const, name: 'jury', judges: names.map(member) });

describe('askPanelJudge (methods section 13.4)', () => {
  it('compares every two responses in both orders, under the names of the panel and the judge', async () => {
    const runner = countingRunner(() => textReply('Winner: tie'));
    const said = await askPanelJudge(runner, { ...settings, critic: panel('alice') }, criticised(texts(3)));
    expect(runner.samples()).toBe(3 * 2);
    const records = comparisonRecordSchema.array().parse(said);
    expect(records.map(({ id }) => id)).toEqual(['p.vr0-r1.alice', 'p.vr0-r2.alice', 'p.vr1-r2.alice']);
    for (const { critic, judge, winner } of records) expect([critic, judge, winner]).toEqual(['jury', 'alice', 'tie']);
  });

  it('is asked judge by judge', async () => {
    const runner = countingRunner(() => textReply('Winner: tie'));
    const both = { ...settings, critic: panel('alice', 'bob') };
    await expect(askPanelJudge(runner, both, criticised(texts(2)))).rejects.toThrow('one judge of the panel, got 2');
  });
});
