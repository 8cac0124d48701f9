"""Rows of ppo: prompts, each with its weight."""

from ..rows import Row


class PromptRow(Row):
    pass
