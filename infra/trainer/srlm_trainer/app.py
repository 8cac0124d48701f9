"""The service, assembled."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from . import __version__
from .errors import TrainerError
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
        guard(app, settings.token)
    app.add_exception_handler(TrainerError, _refuse)
    app.add_exception_handler(RequestValidationError, _refuse_invalid)
    app.add_exception_handler(Exception, _fault)
    return app


async def _advance(queue: JobQueue) -> None:
    while True:
        try:
            queue.advance(time.monotonic())
        except OSError:
            log.exception("The state folder could not be read or written; trying again")
        await asyncio.sleep(ADVANCE_EVERY_SECONDS)


async def _refuse(_: Request, error: TrainerError) -> JSONResponse:
    return JSONResponse(error.body(), status_code=error.status)


async def _refuse_invalid(_: Request, error: RequestValidationError) -> JSONResponse:
    problems = [
        (".".join(str(part) for part in problem["loc"] if part not in ("body", "path", "query")), problem["msg"])
        for problem in error.errors()
    ]
    message = "; ".join(f"{field or 'specification'}: {text}" for field, text in problems)
    return await _refuse(_, TrainerError("invalid", message, path=problems[0][0] or None))


async def _fault(_: Request, error: Exception) -> JSONResponse:
    return await _refuse(_, TrainerError("fault", f"{type(error).__name__}: {error}", status=500))
