"""The token, asked for before anything else of a request is looked at."""

import hmac
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from .errors import TrainerError

HEALTH = "/healthz"
"""Open, because what watches a service has no token and learns nothing but versions."""


def guard(app: FastAPI, token: str, variable: str) -> None:
    """Every route asks for the token, also those that do not exist and those that the framework adds."""
    expected = f"Bearer {token}".encode()

    @app.middleware("http")
    async def require_token(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        given = request.headers.get("authorization", "").encode()
        if request.url.path == HEALTH or hmac.compare_digest(given, expected):
            return await go_on(request)
        refusal = TrainerError(
            "unauthorized", f"Send the header Authorization: Bearer with the token of {variable}", status=401
        )
        return JSONResponse(refusal.body(), status_code=refusal.status)
