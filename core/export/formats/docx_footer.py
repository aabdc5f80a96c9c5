"""A footer with the page number for the reference document of the DOCX writer (ECMA-376, 17.10.3)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FOOT_PART, LINKS_PART, TYPES_PART = "word/footer1.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
KEY = "rIdFoot"
FOOT = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
    b'<w:r><w:rPr><w:color w:val="5C636C"/><w:sz w:val="16"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
    b'<w:r><w:rPr><w:color w:val="5C636C"/><w:sz w:val="16"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    b'<w:r><w:rPr><w:color w:val="5C636C"/><w:sz w:val="16"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)
LINK = (
    f'<Relationship Id="{KEY}" Target="footer1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" />'
)
TYPE = (
    f'<Override PartName="/{FOOT_PART}" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml" />'
)


def linked(name: str, body: bytes) -> bytes:
    """Return a part of the package, with the footer registered if this part has to name it."""
    if name == LINKS_PART:
        return body.replace(b"</Relationships>", f"{LINK}</Relationships>".encode())
    if name == TYPES_PART:
        return body.replace(b"</Types>", f"{TYPE}</Types>".encode())
    return body


def put_under(section: "_Element") -> None:
    """Add the footer to a section."""
    from lxml import etree

    section.insert(0, etree.Element(f"{W}footerReference", {f"{W}type": "default", f"{R}id": KEY}))
