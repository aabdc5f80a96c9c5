"""Models between the project and the lists of the window."""
