"""Citation files: RIS, BibTeX and CSL-JSON, read and written."""
