"""The façade that both shells hold: one story, its folder, and a small part per noun."""

from core.project.project import Project

__all__ = ["Project"]
