"""How a service answers what it refuses, and what goes wrong in it."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from .errors import TrainerError


def answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(TrainerError, _refuse)
    app.add_exception_handler(RequestValidationError, _refuse_invalid)
    app.add_exception_handler(Exception, _fault)


async def _refuse(_: Request, error: TrainerError) -> JSONResponse:
    return JSONResponse(error.body(), status_code=error.status)


async def _refuse_invalid(_: Request, error: RequestValidationError) -> JSONResponse:
    problems = [
        (".".join(str(part) for part in problem["loc"] if part not in ("body", "path", "query")), problem["msg"])
        for problem in error.errors()
    ]
    message = "; ".join(f"{field or 'request'}: {text}" for field, text in problems)
    return await _refuse(_, TrainerError("invalid", message, path=problems[0][0] or None))


async def _fault(_: Request, error: Exception) -> JSONResponse:
    return await _refuse(_, TrainerError("fault", f"{type(error).__name__}: {error}", status=500))
