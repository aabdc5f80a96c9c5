"""Windows that come and go: capture, settings, checking, export."""
