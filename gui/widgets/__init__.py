"""Widgets and formatting shared by features; none of them knows a project."""
