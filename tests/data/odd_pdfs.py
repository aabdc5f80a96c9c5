"""PDFs that were made to hold a reader up: each kind of fault in many sizes, drawn with a seed, and broken further.

`odd_pdf(seed)` gives the bytes and the name of the kind. Nothing here is taken from a file of others.
"""

import io
import random
import zlib
from collections.abc import Callable

Objects = dict[int, bytes]
Chance = random.Random

WORDS = b"BT /F1 18 Tf 72 700 Td (The council paid for the bridge.) Tj ET"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(data: bytes, more: bytes = b"", *, packed: bool = False) -> bytes:
    """Return a stream object; `packed` compresses it."""
    data, filtered = (zlib.compress(data, 9), b"/Filter/FlateDecode") if packed else (data, b"")
    return b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (more, filtered, len(data), data)


def plain(content: bytes = WORDS, box: bytes = b"0 0 612 792", more: bytes = b"", resources: bytes = b"") -> Objects:
    """Return the objects of a document of one page."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>%s>>"
        % (box, resources, more),
        4: stream(content),
        5: FONT,
    }


def written(objects: Objects, *, xref: bool = True) -> bytes:
    """Return a file of these objects, with a cross-reference table or without."""
    out, places = io.BytesIO(), dict[int, int]()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, size = out.tell(), max(objects) + 1
    if xref:
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for number in range(1, size):
            known = number in places
            out.write(b"%010d %05d %s \n" % (places.get(number, 0), 0 if known else 65535, b"n" if known else b"f"))
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start if xref else 0))
    return out.getvalue()


def two_pages(first: bytes, resources: bytes = b"", more: Objects | None = None) -> bytes:
    """Return a file whose first page draws something, and whose second says “Second page”."""
    made = {**plain(first, resources=resources), **(more or {})}
    made[2] = b"<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]>>"
    made[6] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 7 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    made[7] = stream(b"BT /F1 18 Tf 20 100 Td (Second page) Tj ET")
    return written(made)


def bomb() -> bytes:
    """Return a file whose first page never ends: forms that draw ten forms each, 30 deep."""
    nested: Objects = {
        20 + level: stream(
            b"/X Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (21 + level),
        )
        for level in range(30)
    }
    nested[50] = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return two_pages(b"/X0 Do ", b"/XObject<</X0 20 0 R>>", nested)


def kids_loop(chance: Chance) -> Objects:
    made, length = plain(), chance.randint(1, 6)
    for number in range(length):
        after = 10 + (number + 1) % length
        made[10 + number] = b"<</Type/Pages/Count %d/Kids[%s]/Parent 2 0 R>>" % (
            chance.choice((1, 7, 10**6)),
            b" ".join([b"%d 0 R" % after] * chance.randint(1, 5)),
        )
    made[2] = b"<</Type/Pages/Count %d/Kids[10 0 R 3 0 R]>>" % chance.choice((2, 5, 10**7))
    return made


def forms(chance: Chance) -> Objects:
    """Forms that draw forms: fan ** depth drawings, or a circle of them."""
    fan, depth = chance.choice(((2, 30), (8, 9), (10, 40), (30, 5), (3, 3)))
    circle = chance.random() < 0.3
    made = plain(b"/X0 Do " + WORDS, resources=b"/XObject<</X0 20 0 R>>")
    for level in range(depth):
        after = 20 + ((level + 1) % depth if circle else level + 1)
        made[20 + level] = stream(
            b"/X Do " * fan,
            b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X %d 0 R>>>>" % after,
        )
    made[20 + depth] = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]")
    return made


def boxes(chance: Chance) -> Objects:
    box = chance.choice(
        (
            *(b"0 0 0 0", b"0 0 1e9 1e9", b"612 792 0 0", b"-1e6 -1e6 1e6 1e6", b"0 0 14400 14400", b"0 0 .001 9000"),
            *(b"0 0 1 100000", b"(a) (b) (c) (d)", b"0 0 99999999999999999999 1", b"0 0", b"5 5 5 5", b"1e-9 0 9 9"),
        )
    )
    crop = chance.choice((b"", b"/CropBox[900 900 999 999]", b"/CropBox[0 0 1 1]", b"/CropBox[10 10 5 5]"))
    unit = chance.choice((b"", b"/UserUnit 1e6", b"/UserUnit -1"))
    return plain(box=box, more=crop + unit)


def turned(chance: Chance) -> Objects:
    angle = chance.choice((90, 180, 270, 45, -90, 999999, 2**31))
    return plain(box=b"0 0 300 900", more=b"/Rotate %d/CropBox[20 30 250 700]" % angle)


def content_bomb(chance: Chance) -> Objects:
    unit = chance.choice((b"0 0 m 600 700 l S\n", b"q ", b"BT /F1 9 Tf (a) Tj ET\n", b"0 0 500 500 re f\n", b"[[[["))
    made = plain()
    made[4] = stream(unit * chance.choice((10**4, 10**6, 8 * 10**6)), packed=True)
    return made


def double_packed(_chance: Chance) -> Objects:
    made = plain()
    once = zlib.compress(b"0 0 9 9 re f\n" * 4_000_000, 9)
    twice = zlib.compress(once, 9)
    made[4] = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%s\nendstream" % (len(twice), twice)
    return made


def picture(chance: Chance) -> Objects:
    width, height = chance.choice(((60000, 60000), (2**31 - 1, 1), (10**6, 10**4), (0, 0), (4, 4)))
    data = stream(
        bytes(chance.choice((10, 10**6))),
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB" % (width, height),
        packed=True,
    )
    return {**plain(b"q 600 0 0 700 0 0 cm /I Do Q", resources=b"/XObject<</I 9 0 R>>"), 9: data}


def pattern(chance: Chance) -> Objects:
    step = chance.choice((b".001", b"1e-9", b"1", b"0", b"-1"))
    tile = stream(
        b"0 0 1 1 re f /P gs",
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep %s/YStep %s/Resources<</Pattern<</P 9 0 R>>>>"
        % (step, step),
    )
    return {**plain(b"/Pattern cs /P scn 0 0 612 792 re f", resources=b"/Pattern<</P 9 0 R>>"), 9: tile}


def glyphs(chance: Chance) -> Objects:
    """A font whose letters are drawn with the font itself."""
    drawn = stream(b"1000 0 0 0 750 750 d1 BT /F1 1 Tf (%s) Tj ET" % (b"a" * chance.choice((1, 50, 2000))))
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 9 0 R>>"
        b"/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]/Resources<</Font<</F1 5 0 R>>>>>>"
    )
    return {**plain(b"BT /F1 9 Tf 72 700 Td (%s) Tj ET" % (b"a" * 50)), 5: font, 9: drawn}


def many_pages(chance: Chance) -> Objects:
    number = chance.choice((200, 5_000, 60_000))
    return {**plain(), 2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (number, b"3 0 R " * number)}


def many_letters(chance: Chance) -> Objects:
    made = plain()
    word = b"(" + b"word " * 40 + b") Tj T*\n"
    made[4] = stream(b"BT /F1 2 Tf 2 TL 10 780 Td\n" + word * chance.choice((1_000, 20_000)) + b"ET", packed=True)
    return made


def outline(chance: Chance) -> Objects:
    made, length = plain(), chance.choice((1, 5, 3_000))
    made[1] = b"<</Type/Catalog/Pages 2 0 R/Outlines 30 0 R>>"
    made[30] = b"<</Type/Outlines/First 31 0 R/Last %d 0 R/Count %d>>" % (30 + length, length)
    for number in range(length):
        after = 31 + (number + 1) % length
        kind = chance.choice((b"Next", b"First"))
        made[31 + number] = b"<</Title(%d)/Parent 30 0 R/%s %d 0 R/Dest[3 0 R/Fit]>>" % (number, kind, after)
    return made


def deep(chance: Chance) -> Objects:
    depth = chance.choice((100, 5_000, 500_000))
    return {**plain(more=b"/A " + b"[" * depth + b"]" * depth)}


def links(chance: Chance) -> Objects:
    one = b"<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI(http://x.example/%s)>>>>" % (b"a" * 300)
    return plain(more=b"/Annots[%s]" % (one * chance.choice((1, 100, 20_000))))


def sound(_chance: Chance) -> Objects:
    return plain()


KINDS: tuple[Callable[[Chance], Objects], ...] = (
    *(kids_loop, forms, boxes, turned, content_bomb, double_packed, picture, pattern, glyphs),
    *(many_pages, many_letters, outline, deep, links, sound),
)


def odd_pdf(seed: int) -> tuple[str, bytes]:
    """Return the kind and the bytes of the PDF with this number: each kind in turn, some of them broken further."""
    chance = Chance(seed)
    kind = KINDS[seed % len(KINDS)]
    made = written(kind(chance), xref=chance.random() < 0.8)
    name, fate = kind.__name__, chance.random()
    if fate < 0.12:
        return f"{name}, cut", made[: chance.randrange(1, len(made))]
    if fate < 0.3:
        broken = bytearray(made)
        for _ in range(chance.choice((1, 5, 50))):
            broken[chance.randrange(len(broken))] = chance.choice(b"0123456789/<>[]()R \n\xff\0")
        return f"{name}, changed", bytes(broken)
    if fate < 0.4 and len(made) < 10**6:
        return f"{name}, encrypted", _encrypted(made)
    return name, made


def _encrypted(made: bytes) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(made), suppress_warnings=True) as opened:
            out = io.BytesIO()
            opened.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
            return out.getvalue()
    except (pikepdf.PdfError, ValueError, RecursionError, RuntimeError):
        return made
