"""Claims and their evidence: the panel, its rows and the dialogs of a claim."""
