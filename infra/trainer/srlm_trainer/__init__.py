"""Training service of srlm: training jobs over HTTP, resumable after any kill."""

__version__ = "0.1.0"
