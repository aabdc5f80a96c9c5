"""The desktop window: a thin Qt shell over :mod:`core`."""
