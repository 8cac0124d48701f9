"""What answers /healthz. torch is not imported for it: the service itself stays small."""

from functools import cache
from importlib.metadata import version
from pathlib import Path

from . import __version__

GPU_DRIVERS = ("/proc/driver/nvidia/version", "/dev/kfd")
LIBRARIES = ("torch", "trl", "transformers")


def device() -> str:
    return "cuda" if any(Path(driver).exists() for driver in GPU_DRIVERS) else "cpu"


@cache
def health() -> dict:
    return {
        "status": "ok",
        "version": __version__,
        "engines": {name: version(name) for name in LIBRARIES},
        "device": device(),
    }
