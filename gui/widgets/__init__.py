"""Widgets and formatting that several rooms share; none of them knows a project."""
