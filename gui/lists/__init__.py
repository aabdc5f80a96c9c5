"""The list of the chosen section: drafts, sources, search results."""
