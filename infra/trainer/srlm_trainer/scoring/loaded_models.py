"""The models that are in memory."""

import logging
from collections import OrderedDict

from ..digests import digest_of_folder
from .model_folder import Kind, ModelFolder
from .reward_scores import RewardScores
from .scoring_model import ScoringModel
from .step_scores import StepScores

CLASSES: dict[Kind, type[ScoringModel]] = {"reward model": RewardScores, "process reward model": StepScores}
log = logging.getLogger(__name__)


class LoadedModels:
    def __init__(self, most: int):
        self._most = most
        self._models: OrderedDict[ModelFolder, ScoringModel] = OrderedDict()

    def of(self, folder: ModelFolder) -> ScoringModel:
        """Loaded when it is first asked for; the one that was asked longest ago makes room for it."""
        if folder not in self._models:
            while len(self._models) >= self._most:
                self._models.popitem(last=False)
            digest = digest_of_folder(folder.path)
            self._models[folder] = CLASSES[folder.kind](folder.path)
            log.info("Loaded the %s %s (%s)", folder.kind, folder.shown, digest)
        self._models.move_to_end(folder)
        return self._models[folder]
