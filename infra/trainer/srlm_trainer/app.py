"""The service, assembled."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from . import __version__
from .error_replies import answer_errors
from .hub import Hub
from .job_queue import JobQueue
from .routes import health_and_metrics, jobs, models
from .settings import Settings
from .token_guard import guard

ADVANCE_EVERY_SECONDS = 0.25
log = logging.getLogger(__name__)


def create_app(settings: Settings) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        advancing = asyncio.create_task(_advance(app.state.queue))
        yield
        advancing.cancel()
        if settings.on_stop == "stop":
            app.state.queue.stop_running()

    app = FastAPI(title="srlm trainer", version=__version__, lifespan=lifespan)
    app.state.settings = settings
    app.state.queue = JobQueue(settings)
    app.state.hub = Hub(settings.store)
    app.include_router(jobs)
    app.include_router(models)
    app.include_router(health_and_metrics)
    if settings.token is not None:
        guard(app, settings.token, Settings.variable("token"))
    answer_errors(app)
    return app


async def _advance(queue: JobQueue) -> None:
    while True:
        try:
            queue.advance(time.monotonic())
        except OSError:
            log.exception("The state folder could not be read or written; trying again")
        await asyncio.sleep(ADVANCE_EVERY_SECONDS)
