"""What a job trains with, for its result: an audit must be able to say it years later."""

import platform
from importlib.metadata import version

from . import __version__
from .health import LIBRARIES, device


def engines() -> dict[str, str]:
    libraries = {name: version(name) for name in LIBRARIES}
    return {"srlm-trainer": __version__, "python": platform.python_version(), **libraries, "device": device()}
