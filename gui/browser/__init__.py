"""The browser of a capture: a program of its own, so that a crash of Chromium costs nothing and live pages never meet the window."""
