"""Sources: the list, citations, confidentiality and duplicates."""
