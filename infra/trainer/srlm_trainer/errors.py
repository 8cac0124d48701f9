"""One error for everything the service or a job refuses; its kind is part of the contract."""


class TrainerError(Exception):
    """`kind` is for programs, `message` for people, `path` names the field or file, `status` is the HTTP code.

    `retryable` tells whether the same request may succeed later without anybody changing anything.
    """

    def __init__(self, kind: str, message: str, *, status: int = 422, path: str | None = None, retryable: bool = False):
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.status = status
        self.path = path
        self.retryable = retryable

    def body(self) -> dict[str, dict[str, str]]:
        error = {"kind": self.kind, "message": self.message}
        return {"error": error if self.path is None else {**error, "path": self.path}}
