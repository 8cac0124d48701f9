"""Rows of ppo: prompts, each with its weight, and texts of the pretraining."""

from ..rows import Lenient, Row, Text


class PromptRow(Row):
    pass


class TextRow(Lenient):
    id: Text
    text: Text
