"""Standfirst's headless library: archives source pages, links claims to evidence, exports cited briefs. Imports no Qt."""

__version__ = "0.1.0"
