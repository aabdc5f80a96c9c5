"""One file per output format, and the readers that check what was written."""
