"""From messages to token ids, exactly as a server sees them: the prompt as it is served, then the response, then the
token that ends the turn."""

from collections import Counter
from dataclasses import dataclass

from transformers import PreTrainedTokenizerBase

from .errors import TrainerError
from .rows import Message, SftRow


@dataclass(frozen=True)
class Kept:
    """Rows fit for training, and how many were left out for which reason."""

    rows: list[dict]
    dropped: Counter[str]


class Renderer:
    def __init__(self, tokenizer: PreTrainedTokenizerBase):
        if tokenizer.chat_template is None:
            raise TrainerError(
                "no-chat-template",
                "The base has no chat template; add chat_template.jinja to its folder so that prompts can be rendered",
                path="base.path",
            )
        self._tokenizer = tokenizer
        self.end_of_turn = _end_of_turn(tokenizer)

    def prompt(self, messages: list[Message]) -> list[int]:
        """A reply that has begun, which is a last message of the assistant, is gone on with; any other is opened."""
        return _ids(self._tokenizer, _render(self._tokenizer, [message.model_dump() for message in messages]))

    def response(self, text: str) -> list[int]:
        """Tokenised apart from the prompt, because a server never merges a token across that boundary."""
        return [*self.text(text), self.end_of_turn]

    def text(self, text: str) -> list[int]:
        return _ids(self._tokenizer, text)


def _ids(tokenizer: PreTrainedTokenizerBase, text: str) -> list[int]:
    return tokenizer(text, add_special_tokens=False)["input_ids"]


def _render(tokenizer: PreTrainedTokenizerBase, messages: list[dict]) -> str:
    begun = messages[-1]["role"] == "assistant"
    return tokenizer.apply_chat_template(
        messages, tokenize=False, add_generation_prompt=not begun, continue_final_message=begun
    )


def _end_of_turn(tokenizer: PreTrainedTokenizerBase) -> int:
    """The special token that the chat template puts after a response; it may differ from the end of text."""
    marker = "srlm-response"
    messages = [{"role": "user", "content": "x"}, {"role": "assistant", "content": marker}]
    rendered = tokenizer.apply_chat_template(messages, tokenize=False)
    after = _ids(tokenizer, rendered.rpartition(marker)[2])
    special = set(tokenizer.all_special_ids)
    token = next((token for token in after if token in special), tokenizer.eos_token_id)
    if token is None:
        raise TrainerError(
            "no-end-token",
            "Neither the chat template nor the tokenizer has a token that ends a response; set eos_token",
            path="base.path",
        )
    return token


def render_sft(rows: list[SftRow], renderer: Renderer, max_length: int) -> Kept:
    kept, dropped = [], Counter()
    for row in rows:
        prompt, response = renderer.prompt(row.prompt), renderer.response(row.completion)
        if len(prompt) + len(response) > max_length:
            dropped["too-long"] += 1
            continue
        labels = [-100] * len(prompt) + response
        kept.append({"input_ids": prompt + response, "labels": labels, "weight": row.weight})
    return require_rows(Kept(kept, dropped), max_length)


def require_rows(kept: Kept, max_length: int, field: str = "dataset") -> Kept:
    if not kept.rows:
        reasons = ", ".join(f"{count} {reason}" for reason, count in kept.dropped.items())
        raise TrainerError(
            "no-rows",
            f"No row is left to train on ({reasons}); raise hyperparameters.maxLength (now {max_length}) or check "
            "the data set",
            path=f"{field}.path",
        )
    return kept
