"""Models with a head of chance, as a run of a store holds them: what they say is not sensible, and quickly made."""

import shutil

import torch
from tiny import Store
from transformers import AutoModelForSequenceClassification, AutoModelForTokenClassification

HEADS = {"RM": (AutoModelForSequenceClassification, 1), "PRM": (AutoModelForTokenClassification, 2)}


def write_scoring_model(store: Store, name: str) -> None:
    base, folder = store.root / "models/base", store.root / f"runs/r/models/{name}"
    shutil.copytree(base, folder)
    auto_class, labels = HEADS[name]
    torch.manual_seed(0)
    auto_class.from_pretrained(base, num_labels=labels).save_pretrained(folder)
