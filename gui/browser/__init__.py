"""The capture browser, a separate program: a Chromium crash is contained, and live pages never run in the window."""
