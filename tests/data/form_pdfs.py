"""PDFs with a filled-in form, a stamp and notes, each with what is seen of it."""

from tests.data.odd_pdfs import Objects, plain, stream, written

WIDGET = b"<</Type/Annot/Subtype/Widget/F 4/P 3 0 R"
WORDS = b"/DA(/F1 12 Tf 0 g)"


def look(words: bytes) -> bytes:
    """Return an appearance that draws some words."""
    return drawn(b"BT /F1 12 Tf 2 5 Td (%s) Tj ET" % words)


def drawn(content: bytes) -> bytes:
    """Return an appearance of 20 × 20 or more points."""
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 150 20]/Resources<</Font<</F1 5 0 R>>>>")


def form(annotations: list[bytes], looks: Objects, page: bytes = b"") -> bytes:
    """Return a page with these annotations; widgets among them are fields of a form."""
    numbers = range(10, 10 + len(annotations))
    made = plain(more=b"/Annots[%s]" % b" ".join(b"%d 0 R" % number for number in numbers) + page)
    made.update(zip(numbers, annotations, strict=True))
    made.update(looks)
    fields = b" ".join(b"%d 0 R" % number for number in numbers if made[number].startswith(WIDGET))
    made[1] = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]%s/DR<</Font<</F1 5 0 R>>>>>>>>" % (fields, WORDS)
    return written(made)


def filled(page: bytes = b"") -> bytes:
    """Return a form with values, a tick, a box without one, a stamp, a note, a hidden stamp and a link."""
    tick = b"/FT/Btn/T(%s)/V/%s/AS/%s/AP<</N<</Yes 41 0 R/Off 42 0 R>>>>>>"
    return form(
        [
            WIDGET + b"/Rect[72 600 222 620]/FT/Tx/T(a)/V(Twelve boats)/AP<</N 40 0 R>>>>",
            WIDGET + b"/Rect[72 560 222 580]/FT/Tx/T(b)/V(Drawn by nobody)" + WORDS + b">>",
            WIDGET + b"/Rect[72 520 92 540]" + tick % (b"c", b"Yes", b"Yes"),
            WIDGET + b"/Rect[72 480 92 500]" + tick % (b"d", b"Off", b"Off"),
            WIDGET + b"/Rect[72 440 222 460]/FT/Ch/Ff 131072/T(e)/V(Chosen)/Opt[(Chosen)(Other)]" + WORDS + b">>",
            b"<</Type/Annot/Subtype/Stamp/F 4/Rect[72 400 222 420]/AP<</N 43 0 R>>>>",
            b"<</Type/Annot/Subtype/FreeText/F 4/Rect[72 300 222 320]/Contents(Free words)" + WORDS + b">>",
            b"<</Type/Annot/Subtype/Stamp/F 2/Rect[72 380 222 400]/AP<</N 44 0 R>>>>",
            b"<</Type/Annot/Subtype/Link/Rect[72 700 222 720]/A<</S/URI/URI(https://example.org/)>>>>",
        ],
        {
            40: look(b"Twelve boats"),
            41: drawn(b"0 0 20 20 re f"),
            42: drawn(b""),
            43: look(b"PAID 3 May"),
            44: look(b"Unseen"),
        },
        page,
    )
