"""The export dialog and its preview."""
