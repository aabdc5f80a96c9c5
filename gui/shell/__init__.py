"""The main window: commands, opening projects, settings, people, and the wiring of the other rooms."""
