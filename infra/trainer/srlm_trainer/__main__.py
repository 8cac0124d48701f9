"""`python -m srlm_trainer`: reads the environment, listens, serves."""

import logging
import socket
import sys

import uvicorn
from pydantic import ValidationError

from .app import create_app
from .logs import configure
from .settings import Settings


def read_settings() -> Settings:
    try:
        settings = Settings()
    except ValidationError as error:
        problems = "; ".join(_problem(problem) for problem in error.errors(include_url=False, include_input=False))
        sys.exit(f"srlm_trainer: {problems}")
    if not settings.store.is_dir():
        sys.exit(f"srlm_trainer: SRLM_STORE is not a folder: {settings.store}; create it or name the artifact store")
    return settings.model_copy(update={"store": settings.store.resolve(), "state": settings.state.resolve()})


def _problem(problem: dict) -> str:
    name = str(problem["loc"][0])
    variable = name if name.isupper() else f"SRLM_TRAINER_{name.upper()}"
    return f"{variable} is not set" if problem["type"] == "missing" else f"{variable}: {problem['msg']}"


def listen(settings: Settings) -> socket.socket:
    """Bound before anything is started, so that a second service on the port touches no job."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        sys.exit(
            f"srlm_trainer: cannot listen on {settings.host}:{settings.port} ({error.strerror}); "
            "stop what uses it or set SRLM_TRAINER_PORT"
        )
    return listener


def main() -> None:
    settings = read_settings()
    listener = listen(settings)
    configure(settings.log_format)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_config=None, timeout_graceful_shutdown=5))
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
