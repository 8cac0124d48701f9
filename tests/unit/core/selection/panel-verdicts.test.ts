import { majorityVerdicts } from '../../../../src/core/selection/panel-verdicts';
import type { Verdict } from '../../../../src/core/judging/combine-verdicts';
import { comparison } from './candidates';

const says = (judge: string, winner: Verdict, [first, second] = ['a', 'b']) => ({
  ...comparison(first ?? '', second ?? '', winner),
  id: `${first}-${second}.${judge}`,
  critic: 'panel',
  judge,
});
const winners = (...said: Parameters<typeof majorityVerdicts>[0][number][]) =>
  majorityVerdicts(said, 'panel').map(({ winner }) => winner);

describe('majorityVerdicts (methods section 13.4)', () => {
  it.each<[Verdict[], Verdict]>([
    [['first', 'first', 'second'], 'first'],
    [['second', 'tie', 'second'], 'second'],
    [['first', 'second', 'tie'], 'tie'],
    [['first', 'null', 'null'], 'first'],
    [['first', 'second', 'null'], 'tie'],
    [['null', 'null', 'null'], 'null'],
  ])('of %j is %s', (said, expected) => {
    expect(winners(...said.map((winner, index) => says(`j${index}`, winner)))).toEqual([expected]);
  });

  it('counts every two responses by themselves, and names the records of all judges', () => {
    const said = [
      says('x', 'first'),
      says('x', 'second', ['a', 'c']),
      says('y', 'first'),
      says('y', 'second', ['a', 'c']),
    ];
    expect(majorityVerdicts(said, 'panel')).toMatchObject([
      { firstId: 'a', secondId: 'b', forward: 'first', backward: 'first', feedbackIds: ['a-b.x', 'a-b.y'] },
      { firstId: 'a', secondId: 'c', forward: 'second', backward: 'second', feedbackIds: ['a-c.x', 'a-c.y'] },
    ]);
  });

  it('is not moved by verdicts of others', () => {
    const { critic: _, judge: __, ...alone } = says('x', 'second');
    expect(winners(says('x', 'first'), alone, { ...says('y', 'second'), critic: 'other' })).toEqual(['first']);
  });
});
