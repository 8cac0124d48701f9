"""The scorer, assembled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, Query

from .. import __version__
from ..error_replies import answer_errors
from ..health import health
from ..token_guard import HEALTH, guard
from .batcher import Batcher
from .contract import ModelName, Options, RunName, Scored
from .loaded_models import LoadedModels
from .model_folder import find_model
from .question import question_of
from .settings import ScorerSettings


def create_app(settings: ScorerSettings) -> FastAPI:
    batcher = Batcher(LoadedModels(settings.models).of, settings.rows_at_once, settings.waiting)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        batcher.start()
        yield
        batcher.close()

    app = FastAPI(title="srlm scorer", version=__version__, lifespan=lifespan)

    @app.post("/v1/scores/{run}/{model}")
    async def score(run: RunName, model: ModelName, scored: Scored, options: Annotated[Options, Query()]) -> dict:
        folder = find_model(settings.store, run, model)
        question = question_of(scored, options, folder.kind)
        said = await asyncio.wrap_future(batcher.ask(folder, question))
        return said.to_wire()

    @app.get(HEALTH)
    async def get_health() -> dict:
        return health()

    if settings.token is not None:
        guard(app, settings.token, settings.variable("token"))
    answer_errors(app)
    return app
