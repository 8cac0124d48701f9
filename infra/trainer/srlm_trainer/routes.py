"""The HTTP surface; each route is one call on the queue."""

import time
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from .contract import HubName, JobId, JobSpecification
from .health import health
from .job_queue import JobQueue
from .logs import known_trace_parent
from .prometheus import render


async def queue_of(request: Request) -> JobQueue:
    return request.app.state.queue


Queue = Annotated[JobQueue, Depends(queue_of)]
jobs = APIRouter(prefix="/v1/jobs")
models = APIRouter(prefix="/v1/models")
health_and_metrics = APIRouter()


@jobs.get("")
async def list_unfinished_jobs(queue: Queue) -> dict:
    """Jobs that are queued or running, so that what nobody watches any more can be cancelled."""
    return {"unfinished": queue.unfinished()}


@jobs.put("/{id}")
async def put_job(
    id: JobId, specification: JobSpecification, queue: Queue, traceparent: Annotated[str | None, Header()] = None
) -> dict:
    return queue.put(id, specification, known_trace_parent(traceparent)).to_wire()


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


@health_and_metrics.get("/healthz")
async def get_health() -> dict:
    return health()


@health_and_metrics.get("/metrics")
async def get_metrics(queue: Queue) -> Response:
    return Response(render(queue), media_type="text/plain; version=0.0.4")
