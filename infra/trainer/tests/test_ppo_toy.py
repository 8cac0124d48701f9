"""A bandit small enough to know its optimum exactly (methods section 10): pi*(y) ~ pi_ref(y) exp(r(y) / beta)."""

import copy
import math

import torch
from tiny import user
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification

from srlm_trainer.ppo.actors import Actors
from srlm_trainer.ppo.loop import run_ppo
from srlm_trainer.ppo.schedule import schedule_of

PROMPT, END, WANTED, VOCABULARY = [1], 0, 3, 8
BETA = 0.2


def reward(tokens):
    if tokens[-1] != END:
        return -1.0
    return 1.0 if WANTED in tokens else 0.0


def every_response():
    """At most two tokens, the first of which may end it."""
    return [[END], *([first, second] for first in range(1, VOCABULARY) for second in range(VOCABULARY))]


@torch.no_grad()
def probabilities(model):
    firsts = torch.tensor([PROMPT + [first] for first in range(VOCABULARY)])
    logps = model(input_ids=firsts).logits.double().log_softmax(-1)
    first, second = logps[0, len(PROMPT) - 1], logps[:, len(PROMPT)]
    return torch.stack(
        [
            (first[tokens[0]] + (second[tokens[0], tokens[1]] if len(tokens) > 1 else 0)).exp()
            for tokens in every_response()
        ]
    )


def toy_actors():
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=VOCABULARY,
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        pad_token_id=7,
        num_labels=1,
    )
    policy = LlamaForCausalLM(config)
    return Actors(
        policy=policy,
        reference=copy.deepcopy(policy).eval(),
        value=LlamaForSequenceClassification(config),
        value_offset=0.0,
        score=lambda responses: [reward(response.tokens) for response in responses],
        temperature=1.0,
        bf16=False,
    )


def test_the_policy_comes_to_the_known_optimum_of_a_toy_reward(store, folder):
    hyperparameters = {
        "learningRate": 1e-2,
        "batchSize": 64,
        "microBatchSize": 64,
        "maxSteps": 100,
        "maxLength": 8,
        "beta": BETA,
        "ppo": {"maxResponseTokens": 2, "minibatchSize": 32, "valueLearningRate": 1e-2},
    }
    rows = [{"id": "p", "prompt": user("x")}]
    specification = store.specification(
        "ppo", rows, "models/out", rewardModel=store.base, hyperparameters=hyperparameters
    )
    actors = toy_actors()
    responses, rewards = every_response(), torch.tensor([reward(tokens) for tokens in every_response()]).double()
    before = probabilities(actors.policy)
    optimum = before * (rewards / BETA).exp()
    optimum /= optimum.sum()

    sampling = GenerationConfig(do_sample=True, top_k=0, top_p=1.0, max_new_tokens=2, eos_token_id=END, pad_token_id=7)
    schedule = schedule_of(specification, [{"prompt": PROMPT, "weight": 1.0}] * 64)
    outcome = run_ppo(folder("toy", specification), specification, actors, schedule, sampling)
    after = probabilities(actors.policy)

    assert outcome == "completed"
    assert math.isclose(before.sum(), 1, abs_tol=1e-6)
    wanted = responses.index([WANTED, END])
    assert before[wanted] < 0.05 and optimum[wanted] > 0.85
    assert abs(after[wanted] - optimum[wanted]) < 0.1
    assert abs(((after - optimum) * rewards).sum()) < 0.1
    assert (after * (after / optimum).log()).sum() < 0.1
