"""The reader: a sealed snapshot as text and as the archived page."""
