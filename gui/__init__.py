"""The desktop window: a Qt shell over :mod:`core`."""
