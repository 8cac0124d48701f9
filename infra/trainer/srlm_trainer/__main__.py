"""`python -m srlm_trainer`: reads the environment, listens, serves."""

from .app import create_app
from .service import read_settings, serve
from .settings import Settings


def main() -> None:
    settings = read_settings(Settings)
    serve(settings.model_copy(update={"state": settings.state.resolve()}), create_app)


if __name__ == "__main__":
    main()
