"""The project façade that the window and the command line use: one story in one folder, with a part per noun."""

from core.project.project import Project

__all__ = ["Project"]
