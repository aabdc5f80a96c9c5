"""Parse XML from outside: no entity is resolved, nothing is loaded, and no network is asked."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element


def root_of(data: bytes, **kept: Any) -> "_Element":
    """Return the root element; lxml's XMLSyntaxError for what is no XML. `kept` are further options of lxml's parser."""
    from lxml import etree

    options = {"huge_tree": False, **kept}
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, **options))
