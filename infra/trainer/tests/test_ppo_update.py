"""One step of PPO on responses that are given, with models small enough to compare every weight."""

import copy

import pytest
import torch
from test_ppo_toy import END, WANTED, reward, toy_actors

from srlm_trainer.ppo.episodes import collect
from srlm_trainer.ppo.sampling import Response
from srlm_trainer.ppo.settings import PpoSettings
from srlm_trainer.ppo.update import update

SETTINGS = PpoSettings(minibatch_size=4, value_learning_rate=1e-2)


def response(prompt, tokens, weight=1.0):
    return Response(prompt=prompt, tokens=tokens, finished=tokens[-1] == END, weight=weight)


RESPONSES = [
    response([1, 2, 3], [WANTED, END]),
    response([1], [4, 5]),
    response([1, 2], [END]),
    response([2], [WANTED, WANTED, END]),
]


def episodes_of(actors, responses, rows_at_once=4, beta=0.2):
    return collect(actors, responses, beta=beta, gae_lambda=0.95, missing_end_reward=-1, rows_at_once=rows_at_once)


def step(responses, rows_at_once, settings=SETTINGS, rate=0.1):
    """Plain gradient descent, so that a difference in the gradient is a difference in the weights."""
    actors = toy_actors()
    episodes = episodes_of(actors, responses, rows_at_once)
    weights = [weight for its in actors.trainable().values() for weight in its.values()]
    torch.manual_seed(0)
    optimizer = torch.optim.SGD(weights, lr=rate)
    figures = update(actors, optimizer, episodes, settings, rows_at_once=rows_at_once, max_gradient_norm=100)
    return figures, weights


def test_only_the_tokens_of_the_response_count_and_an_unfinished_one_earns_the_fixed_reward():
    """Methods section 10: -1 for a response without an end."""
    actors = toy_actors()
    episodes = episodes_of(actors, RESPONSES)
    assert episodes.token_weights.sum(dim=1).tolist() == [2, 2, 1, 3]
    assert episodes.token_weights[0].tolist() == [0, 0, 1, 1]  # three tokens of prompt, two of response
    assert episodes.rewards.tolist() == [1, -1, 0, 1]
    assert episodes.kl.abs().max() < 1e-6
    assert (episodes.advantages[episodes.token_weights == 0] == 0).all()


def test_the_divergence_is_positive_where_the_policy_is_likelier_than_its_reference():
    """Methods section 19, RLHF: the sign of the KL."""
    actors = toy_actors()
    with torch.no_grad():
        actors.policy.lm_head.weight[WANTED] += 5 * actors.policy.lm_head.weight[WANTED]
    wanted = episodes_of(actors, [response([1], [WANTED, END])])
    logps = [actors.logps(model, wanted.ids, wanted.mask).sum().item() for model in (actors.policy, actors.reference)]
    assert wanted.kl.item() == pytest.approx(logps[0] - logps[1], abs=1e-5)


def test_a_policy_that_has_not_moved_has_ratio_one_so_nothing_is_clipped():
    figures, _ = step(RESPONSES, 4)
    assert figures["clipFraction"] == 0
    assert figures["policyLoss"] == pytest.approx(0, abs=1e-5)  # minus the mean of whitened advantages


def test_after_a_long_step_the_next_minibatch_meets_the_clip():
    figures, _ = step(RESPONSES * 4, 4, rate=10.0)
    assert figures["clipFraction"] > 0


def test_the_gradient_does_not_depend_on_micro_batches():
    _, one = step(RESPONSES, 1)
    _, four = step(RESPONSES, 4)
    for weight, other in zip(one, four, strict=True):
        torch.testing.assert_close(weight, other, atol=1e-6, rtol=1e-4)


def test_weight_two_equals_the_response_twice():
    settings = SETTINGS.model_copy(update={"minibatch_size": 8})
    doubled = [response(RESPONSES[0].prompt, RESPONSES[0].tokens, weight=2.0), *RESPONSES[1:]]
    _, weighted = step(doubled, 8, settings)
    _, twice = step([RESPONSES[0], *RESPONSES], 8, settings)
    for weight, other in zip(weighted, twice, strict=True):
        torch.testing.assert_close(weight, other, atol=1e-6, rtol=1e-4)


def test_a_step_makes_what_was_rewarded_likelier():
    actors = toy_actors()
    before = copy.deepcopy(actors.policy)
    episodes = episodes_of(actors, RESPONSES)
    weights = [weight for its in actors.trainable().values() for weight in its.values()]
    update(actors, torch.optim.SGD(weights, lr=1.0), episodes, SETTINGS, rows_at_once=4, max_gradient_norm=100)
    change = (
        (actors.logps(actors.policy, episodes.ids, episodes.mask) - actors.logps(before, episodes.ids, episodes.mask))
        * episodes.token_weights
    ).sum(dim=1)
    assert change[0] > 0 > change[1]
    assert reward(RESPONSES[0].tokens) > reward(RESPONSES[1].tokens)
