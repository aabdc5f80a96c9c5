"""The sample project: an invented story with invented sources, captured and checked by the production code."""

from core.demo.making import make

__all__ = ["make"]
