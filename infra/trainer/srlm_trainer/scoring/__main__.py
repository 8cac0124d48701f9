"""`python -m srlm_trainer.scoring`: reads the environment, listens, serves."""

import argparse
import os
from pathlib import Path

from ..job_process import OFFLINE
from ..service import read_settings, serve
from .settings import ScorerSettings


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m srlm_trainer.scoring", description="Serves trained reward models.")
    parser.add_argument("--store", type=Path, help="root of the artifact store; SRLM_STORE when left out")
    parser.add_argument("--port", type=int, help="port to listen on; SRLM_SCORER_PORT when left out, else 7302")
    typed = {name: value for name, value in vars(parser.parse_args()).items() if value is not None}
    settings = read_settings(ScorerSettings, **typed)
    os.environ.update(OFFLINE)
    # The libraries read the environment when they are imported.
    from .app import create_app

    serve(settings, create_app)


if __name__ == "__main__":
    main()
