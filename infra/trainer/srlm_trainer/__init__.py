"""Training service of srlm: SFT and DPO jobs over HTTP, resumable after any kill."""

__version__ = "0.1.0"
