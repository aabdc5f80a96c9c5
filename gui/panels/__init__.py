"""The columns beside the page: the sidebar, claims, drafts, notices, the strip of running work."""
