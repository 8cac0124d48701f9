"""The HTTP surface; each route is one call on the queue."""

import hmac
import time
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from .contract import HubName, JobId, JobSpecification
from .errors import TrainerError
from .health import health
from .job_queue import JobQueue
from .prometheus import render


async def require_token(request: Request) -> None:
    token = request.app.state.settings.token
    given = request.headers.get("authorization", "")
    if token is not None and not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise TrainerError(
            "unauthorized", "Send the header Authorization: Bearer with the token of SRLM_TRAINER_TOKEN", status=401
        )


async def queue_of(request: Request) -> JobQueue:
    return request.app.state.queue


Queue = Annotated[JobQueue, Depends(queue_of)]
jobs = APIRouter(prefix="/v1/jobs", dependencies=[Depends(require_token)])
models = APIRouter(prefix="/v1/models", dependencies=[Depends(require_token)])
public = APIRouter()


@jobs.put("/{id}")
async def put_job(id: JobId, specification: JobSpecification, queue: Queue) -> dict:
    return queue.put(id, specification).to_wire()


@jobs.get("/{id}")
async def get_job(id: JobId, queue: Queue) -> dict:
    return queue.status(id).to_wire()


@jobs.get("/{id}/events")
async def get_events(id: JobId, queue: Queue, after: Annotated[int, Query(ge=0)] = 0) -> dict:
    return {"events": queue.events(id, after)}


@jobs.post("/{id}/cancel")
async def cancel_job(id: JobId, queue: Queue) -> dict:
    return queue.cancel(id, time.monotonic()).to_wire()


@models.put("/{owner}/{name}")
async def put_model(owner: HubName, name: HubName, request: Request) -> dict:
    """Asked again until the state is "ready": the same request starts the download and tells how it stands."""
    return request.app.state.hub.put(owner, name).to_wire()


@public.get("/healthz")
async def get_health() -> dict:
    return health()


@public.get("/metrics")
async def get_metrics(queue: Queue) -> Response:
    return Response(render(queue), media_type="text/plain; version=0.0.4")
