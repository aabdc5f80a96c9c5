"""Capturing pages and importing files: the dialogs, the queue and their reports."""
