"""The sample project: an invented story with invented sources, captured and checked by the same code as a real one."""

from core.demo.making import make

__all__ = ["make"]
