"""From the report to the document tree that every format renders: body, exhibits, citations, notes."""
