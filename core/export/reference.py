"""The look of the Word document: pandoc's own reference document with our styles put in."""

from core.export import pandoc


def word_styles() -> bytes:
    """Return a reference document for pandoc's DOCX writer."""
    return pandoc.run(b"", "--print-default-data-file=reference.docx")
