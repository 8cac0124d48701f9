"""One thread asks the models; what waits for the same model meanwhile shares its next forward pass."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Condition, Thread

from ..errors import TrainerError
from .contract import Said
from .model_folder import ModelFolder
from .question import Question
from .scoring_model import ScoringModel


@dataclass(frozen=True, eq=False)
class _Waiting:
    folder: ModelFolder
    question: Question
    reply: Future[Said] = field(default_factory=Future)


class Batcher:
    def __init__(self, model_of: Callable[[ModelFolder], ScoringModel], rows_at_once: int, most_waiting: int):
        self._model_of = model_of
        self._rows_at_once = rows_at_once
        self._most_waiting = most_waiting
        self._waiting: list[_Waiting] = []
        self._changed = Condition()
        self._is_closed = False
        self._thread = Thread(target=self._work, name="scoring", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Does not wait for a forward pass for long: nobody is there any more whom it could answer."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join(timeout=5)

    def ask(self, folder: ModelFolder, question: Question) -> Future[Said]:
        with self._changed:
            if len(self._waiting) >= self._most_waiting:
                raise TrainerError("overloaded", f"{self._most_waiting} requests wait already", status=503)
            waiting = _Waiting(folder, question)
            self._waiting.append(waiting)
            self._changed.notify()
        return waiting.reply

    def _work(self) -> None:
        while taken := self._next():
            batch = [one for one in taken if one.reply.set_running_or_notify_cancel()]
            if not batch:
                continue
            try:
                model = self._model_of(batch[0].folder)
            except Exception as error:
                for one in batch:
                    one.reply.set_exception(error)
            else:
                _answer(model, batch)

    def _next(self) -> list[_Waiting]:
        """The oldest request with others of its model; none once the batcher is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            if self._is_closed:
                return []
            folder = self._waiting[0].folder
            batch = [one for one in self._waiting if one.folder == folder][: self._rows_at_once]
            self._waiting = [one for one in self._waiting if one not in batch]
            return batch


def _answer(model: ScoringModel, batch: list[_Waiting]) -> None:
    try:
        said = model.say([one.question for one in batch])
    except Exception as error:
        if len(batch) == 1:
            batch[0].reply.set_exception(error)
            return
        # One that cannot be read, or too many for the memory: alone each answers for itself.
        for one in batch:
            _answer(model, [one])
        return
    for one, reply in zip(batch, said, strict=True):
        one.reply.set_result(reply)
