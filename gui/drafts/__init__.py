"""Drafts: the text with its claims, editing, versions and coverage."""
