"""PPO-ptx and the average of the weights (methods section 10)."""

import pytest
import torch
from reward_rows import prompt_rows, ranked_rows
from test_ppo_toy import toy_actors
from test_ppo_update import RESPONSES, SETTINGS, episodes_of
from tiny import dpo_rows, tiny_tokenizer

from srlm_trainer.contract import JobSpecification
from srlm_trainer.digests import digest_of_folder
from srlm_trainer.errors import TrainerError
from srlm_trainer.ppo.average import average_of
from srlm_trainer.ppo.pretraining import PretrainingTexts, add_likelihood, render_texts
from srlm_trainer.ppo.rows import TextRow
from srlm_trainer.ppo.update import update
from srlm_trainer.progress import events_by_step

TEXTS = [[1, 2, 3, 4, 5], [2, 3], [5, 4, 1]]
PPO = {"maxResponseTokens": 4, "minibatchSize": 4, "valueLearningRate": 1e-3}


def texts(per_episode=8, weight=27.8, seed=1):
    return PretrainingTexts(TEXTS, per_episode, weight, seed)


def gradient(actors):
    return [weight.grad.clone() for weight in actors.policy.parameters()]


@pytest.mark.parametrize("rows_at_once", [1, 2, 3])
def test_the_gradient_is_that_of_the_mean_over_all_tokens_whatever_shares_a_batch(rows_at_once):
    actors = toy_actors()
    loss = add_likelihood(actors, TEXTS, 2.0, rows_at_once)
    ours = gradient(actors)
    actors.policy.zero_grad()
    logps = [
        actors.policy(input_ids=torch.tensor([text])).logits[0, :-1].log_softmax(-1)[range(len(text) - 1), text[1:]]
        for text in TEXTS
    ]
    mean = torch.cat(logps).mean()
    (-2 * mean).backward()
    assert loss == pytest.approx(-mean.item(), abs=1e-5)
    for mine, its in zip(ours, gradient(actors), strict=True):
        torch.testing.assert_close(mine, its, atol=1e-6, rtol=1e-4)


def test_every_text_comes_once_an_epoch_and_a_later_start_meets_the_same():
    given = texts(per_episode=2)
    whole = given.beside(6, 0)
    assert [sorted(whole[start : start + 3]) for start in (0, 3, 6, 9)] == [sorted(TEXTS)] * 4
    assert whole[4:] == given.beside(4, 2)
    assert any(texts(per_episode=2, seed=seed).beside(6, 0) != whole for seed in range(2, 5))


def test_eight_texts_go_with_every_episode(monkeypatch):
    """Methods section 10: 8x more pretraining examples than episodes."""
    met = []
    monkeypatch.setattr(
        "srlm_trainer.ppo.update.add_likelihood",
        lambda actors, texts, weight, rows_at_once: met.append((len(texts), weight)) or 1.0,
    )
    actors = toy_actors()
    weights = [weight for its in actors.trainable().values() for weight in its.values()]
    figures = update(
        actors,
        torch.optim.SGD(weights, lr=0.1),
        episodes_of(actors, RESPONSES * 2),
        SETTINGS,
        rows_at_once=4,
        max_gradient_norm=1,
        pretraining=texts(),
    )
    assert met == [(32, 27.8), (32, 27.8)]  # two minibatches of four episodes
    assert figures["pretrainingLoss"] == 1


def test_texts_that_are_too_long_are_left_out_and_counted():
    rows = [TextRow(id=f"t{length}", text="x" * length) for length in (1, 5, 9)]
    kept = render_texts(rows, tiny_tokenizer(), 8)
    assert [len(row["input_ids"]) for row in kept.rows] == [5]
    assert dict(kept.dropped) == {"pretraining-too-long": 1, "pretraining-one-token": 1}


def test_the_average_counts_later_steps_for_more_and_the_start_for_nothing():
    weight = torch.nn.Parameter(torch.tensor([100.0]))
    average = average_of({"w": weight}, 0.5)
    for value in (1.0, 2.0):
        weight.data.fill_(value)
        average.add()
    average.put_in_place(2)
    assert weight.item() == pytest.approx((0.25 * 1 + 0.5 * 2) / 0.75)


@pytest.fixture
def rewarded(store, run):
    _, reward = run("reward", store.specification("rm_bt", ranked_rows(8), "models/reward"))

    def specification(output, ppo=PPO, **changes):
        hyperparameters = {"epochs": 2, "beta": 0.05, "ppo": ppo}
        return store.specification(
            "ppo",
            prompt_rows(16),
            output,
            hyperparameters=hyperparameters,
            rewardModel=reward.model.to_wire(),
            **changes,
        )

    return specification


def test_texts_of_the_pretraining_grow_likelier_than_without_them(store, rewarded, run):
    rows = [{"id": f"t{n}", "text": "to be or not to be"} for n in range(4)] + [{"id": "long", "text": "x" * 200}]
    pretraining = {"dataset": store.dataset("texts.jsonl", rows), "perEpisode": 2}
    job, result = run("with", rewarded("models/with", pretraining=pretraining))
    losses = [
        event["extra"]["pretrainingLoss"] for _, event in sorted(events_by_step(job.progress_file, "progress").items())
    ]
    assert losses[-1] < losses[0] - 0.3
    assert result.metrics.rows_dropped == {"pretraining-too-long": 1}
    assert result.metrics.rows_trained == 16


def test_what_is_published_is_the_average(store, rewarded, run):
    job, last = run("last", rewarded("models/last"))
    averaging, averaged = run("averaged", rewarded("models/averaged", ppo={**PPO, "emaDecay": 0.9}))
    kl = [
        [event["kl"] for _, event in sorted(events_by_step(each.progress_file, "progress").items())]
        for each in (job, averaging)
    ]
    assert kl[0] == kl[1]  # the policy that samples is not averaged
    assert last.model.digest != averaged.model.digest
    assert digest_of_folder(store.root / "models/averaged") == averaged.model.digest


@pytest.mark.parametrize(
    ("objective", "rows", "message"),
    [("dpo", dpo_rows, "pretraining is only used by ppo"), ("rm_bt", ranked_rows, "pretraining is only used by ppo")],
)
def test_other_objectives_take_no_texts(store, objective, rows, message):
    pretraining = {"dataset": store.dataset("texts.jsonl", [{"id": "t", "text": "to be"}])}
    with pytest.raises(ValueError, match=message):
        JobSpecification.model_validate(store.raw(objective, rows(2), "models/out", pretraining=pretraining))


@pytest.mark.parametrize(
    ("rows", "change", "path"),
    [
        ([{"id": "t", "text": "x" * 200}], {}, "pretraining.dataset.path"),
        ([{"id": "t", "text": "to be"}], {"rows": 2}, "pretraining.dataset.rows"),
        ([{"id": "t", "text": "to be"}], {"sha256": f"sha256:{'0' * 64}"}, "pretraining.dataset.sha256"),
        ([{"id": "t", "text": "to be"}, {"id": "u", "words": "x"}], {}, "texts.jsonl:2"),
    ],
)
def test_what_is_wrong_with_the_texts_is_named(store, rewarded, run, rows, change, path):
    dataset = {**store.dataset("texts.jsonl", rows), **change}
    with pytest.raises(TrainerError) as caught:
        run("ppo", rewarded("models/out", pretraining={"dataset": dataset}))
    assert caught.value.path == path
