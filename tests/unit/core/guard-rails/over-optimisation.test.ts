import { gateDecision } from '../../../../src/core/gate/gate-decision';
import { gateFigures } from '../../../../src/core/gate/gate-figures';
import { overOptimisationRule, winRateLossAtHigherReward } from '../../../../src/core/guard-rails/over-optimisation';
import { headToHead } from '../../../../src/core/statistics/head-to-head';
import { resolveRecipe } from '../../../../src/recipes/recipe';
import { gateRecordOf } from '../../../../src/recipes/gate-record-of';
import { evaluationOf } from '../gate/evaluation-of';

const compared = (wins: number, losses: number) =>
  headToHead([...Array<'first'>(wins).fill('first'), ...Array<'second'>(losses).fill('second')]);

describe('winRateLossAtHigherReward (methods section 10: reward rises while the held-out win rate falls)', () => {
  it.each([
    ['surely worse at a higher reward', 0.1, 2, 18, 0.4],
    ['surely worse at a reward that did not rise', 0, 2, 18, 0],
    ['better', 0.1, 18, 2, 0],
    ['worse as chance may have it', 0.1, 4, 6, 0],
  ])('of a model that is %s', (_, rewardRise, wins, losses, expected) => {
    expect(winRateLossAtHigherReward(rewardRise, compared(wins, losses))).toBeCloseTo(expected, 10);
  });

  it('is not known when nothing was compared, and then a person is asked', () => {
    const unknown = winRateLossAtHigherReward(0.1, headToHead(['null']));
    expect(unknown).toBeNull();
    const figures = gateFigures({
      evaluation: evaluationOf({}),
      previous: undefined,
      againstPrevious: headToHead(['null']),
      rewardRise: 0.1,
    });
    expect(gateDecision([overOptimisationRule('stop')], figures).kind).toBe('ask');
  });
});

describe('the gate of a run that learns by reward', () => {
  const gateOf = (ppo: object, againstPrevious = compared(2, 18), rewardRise: number | undefined = 0.1) =>
    gateRecordOf(
      resolveRecipe({ run: 'x', method: 'rlhf', ppo }),
      gateFigures({ evaluation: evaluationOf({}), previous: undefined, againstPrevious, rewardRise }),
    ).decision;

  it('stops unless the recipe says otherwise', () => {
    expect(gateOf({})).toEqual({ kind: 'stop', reasons: ['winRateLossAtHigherReward is 0.4 (at most 0)'] });
    expect(gateOf({ overOptimisation: 'ask' }).kind).toBe('ask');
    expect(gateOf({ overOptimisation: 'ignore' }).kind).toBe('go on');
  });

  it('goes on when the answers are no worse, and where no reward was earned', () => {
    expect(gateOf({}, compared(10, 10)).kind).toBe('go on');
    const unrewarded = gateFigures({
      evaluation: evaluationOf({}),
      previous: undefined,
      againstPrevious: compared(2, 18),
    });
    expect(unrewarded).not.toHaveProperty('winRateLossAtHigherReward');
    expect(gateRecordOf(resolveRecipe({ run: 'x' }), unrewarded).decision.kind).toBe('go on');
  });
});
