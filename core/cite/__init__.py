"""From a source and its snapshot to a formatted citation."""

from core.cite.item import csl_item

__all__ = ["csl_item"]
