"""From a source and its snapshot to a formatted citation."""

from core.cite.item import csl_item, web_address
from core.cite.values import Broken, Citations, Entry

__all__ = ["Broken", "Citations", "Entry", "csl_item", "web_address"]
