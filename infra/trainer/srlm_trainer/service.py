"""From the environment to a service that listens."""

import logging
import socket
import sys
from collections.abc import Callable
from typing import TypeVar

import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError

from .logs import configure
from .settings import ServiceSettings

SettingsType = TypeVar("SettingsType", bound=ServiceSettings)


def read_settings(kind: type[SettingsType], **typed: object) -> SettingsType:
    """What was typed comes before the environment. A problem ends the process with the name of its variable."""
    try:
        settings = kind(**typed)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        sys.exit(f"srlm_trainer: {'; '.join(_problem(kind, problem) for problem in problems)}")
    if not settings.store.is_dir():
        sys.exit(f"srlm_trainer: SRLM_STORE is not a folder: {settings.store}; create it or name the artifact store")
    return settings.model_copy(update={"store": settings.store.resolve()})


def _problem(kind: type[ServiceSettings], problem: dict) -> str:
    name = str(problem["loc"][0])
    variable = name if name.isupper() else kind.variable(name)
    return f"{variable} is not set" if problem["type"] == "missing" else f"{variable}: {problem['msg']}"


def serve(settings: SettingsType, create_app: Callable[[SettingsType], FastAPI]) -> None:
    listener = _listen(settings)
    configure(settings.log_format)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_config=None, timeout_graceful_shutdown=5))
    server.run(sockets=[listener])


def _listen(settings: ServiceSettings) -> socket.socket:
    """Bound before anything is started, so that a second service on the port touches no job."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        sys.exit(
            f"srlm_trainer: cannot listen on {settings.host}:{settings.port} ({error.strerror}); "
            f"stop what uses it or set {settings.variable('port')}"
        )
    return listener
