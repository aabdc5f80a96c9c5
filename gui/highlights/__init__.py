"""Marked passages and the selection in a page or a PDF."""
