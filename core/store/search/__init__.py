"""Full-text search: queries, the index and its documents, snippets."""
