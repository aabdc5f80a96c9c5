"""Word files made by chance over a grammar of constructs, each with words of its own and what must become of them.

Every word occurs once in a file, so that one which is lost, doubled or shown in the wrong place can be named.
"""

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = {
    "w": W,
    "r": R,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
HEAD = " ".join(f'xmlns:{short}="{uri}"' for short, uri in SPACES.items())
BY = 'w:author="Ed" w:date="2026-05-01T10:00:00Z"'
SHOWN, BESIDE, LEFT = "text", "note", "left_out"
SYLLABLES = ("ba", "ko", "lu", "mi", "ne", "po", "ra", "su", "ti", "vo", "ché", "łu", "дом", "نور", "北", "ßa")
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Heir"><w:name w:val="Heir"/><w:basedOn w:val="Unseen"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Whisper"><w:name w:val="Whisper"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
FORMATS = ("decimal", "lowerLetter", "upperRoman")
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass
class Made:
    """A file under construction: its parts, and each word with its fate."""

    chance: random.Random
    fates: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    header: str = ""

    def word(self, fate: str) -> str:
        """Return a new word."""
        while True:
            made = "".join(self.chance.choice(SYLLABLES) for _ in range(self.chance.randint(2, 4))) + str(
                len(self.fates)
            )
            if made not in self.fates:
                self.fates[made] = fate
                return made

    def words(self, fate: str = SHOWN) -> str:
        """Return one to four new words."""
        return " ".join(self.word(fate) for _ in range(self.chance.randint(1, 4)))

    def run(self, fate: str = SHOWN, properties: str = "", tag: str = "t") -> str:
        """Return a run of new words."""
        return (
            f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{escape(self.words(fate))} </w:{tag}></w:r>'
        )

    def comment(self) -> str:
        """Add a comment and return its number."""
        self.comments.append(f"<w:p>{self.run(BESIDE)}</w:p>")
        return str(len(self.comments) - 1)


def _hidden(made: Made) -> str:
    return made.run(LEFT, made.chance.choice(("<w:vanish/>", '<w:rStyle w:val="Unseen"/>', '<w:rStyle w:val="Heir"/>')))


def _deleted(made: Made) -> str:
    return f'<w:del w:id="9" {BY}>{made.run(BESIDE, tag="delText")}</w:del>'


def _inserted(made: Made) -> str:
    return f'<w:ins w:id="9" {BY}>{made.run()}</w:ins>'


def _field(made: Made) -> str:
    code = made.chance.choice((" SEQ Table ", ' HYPERLINK "https://press.example/a" ', " =SUM(ABOVE) "))
    if made.chance.random() < 0.5:
        return f'<w:fldSimple w:instr="{escape(code, {chr(34): "&quot;"})}">{made.run()}</w:fldSimple>'
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f'{char.format("begin")}<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        f"{char.format('separate')}{made.run()}{char.format('end')}"
    )


def _wrapped(made: Made) -> str:
    name, attributes = made.chance.choice(
        (
            ("smartTag", ' w:uri="u" w:element="e"'),
            ("customXml", ' w:element="e"'),
            ("dir", ' w:val="rtl"'),
            ("bdo", ' w:val="ltr"'),
        )
    )
    return f"<w:{name}{attributes}>{made.run()}</w:{name}>"


def _control(made: Made) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{made.run()}</w:sdtContent></w:sdt>"


def _comment(made: Made) -> str:
    numbers = [made.comment() for _ in range(made.chance.randint(1, 2))]
    references = "".join(f'<w:r><w:commentReference w:id="{number}"/></w:r>' for number in numbers)
    if made.chance.random() < 0.3:  # at a point
        return made.run() + references
    begins = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
    ends = "".join(f'<w:commentRangeEnd w:id="{number}"/>' for number in numbers)
    return begins + made.run() + ends + references


def _note(made: Made) -> str:
    made.footnotes.append(f"<w:p>{made.run(BESIDE)}</w:p>")
    return f'<w:r><w:footnoteReference w:id="{len(made.footnotes) + 1}"/></w:r>'


def _box(made: Made) -> str:
    inner = f"<w:txbxContent><w:p>{made.run()}</w:p></w:txbxContent>"
    drawing = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="900000" cy="300000"/><wp:docPr id="1" name="b"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
        f"<wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f'<w:pict><v:shape style="width:90pt;height:30pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    if made.chance.random() < 0.3:
        return f"<w:r>{old}</w:r>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice>'
    return f"<w:r><mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"


def _ruby(made: Made) -> str:
    base, above = made.word(SHOWN), made.word(LEFT)
    return (
        f"<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>{above}</w:t></w:r></w:rt>"
        f'<w:rubyBase><w:r><w:t>{base}</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
    )


def _signs(made: Made) -> str:
    sign = made.chance.choice(("<w:tab/>", "<w:cr/>", "<w:br/>", '<w:sym w:font="Symbol" w:char="F0B3"/>'))
    return f'<w:r><w:t xml:space="preserve">{made.word(SHOWN)} </w:t>{sign}<w:t xml:space="preserve"> {made.word(SHOWN)} </w:t></w:r>'


def _formula(made: Made) -> str:
    return f'<m:oMath><m:r><m:t>{made.word(SHOWN)}</m:t></m:r></m:oMath><w:r><w:t xml:space="preserve"> </w:t></w:r>'


INLINES: tuple[Callable[[Made], str], ...] = (
    *(Made.run,) * 6,
    *(_hidden, _deleted, _inserted, _field, _wrapped, _control, _comment, _note, _box, _ruby, _signs, _formula),
)
PLAIN_INLINES: tuple[Callable[[Made], str], ...] = (Made.run, Made.run, _deleted, _inserted, _field, _hidden)


def _paragraph(made: Made, properties: str = "") -> str:
    inner = "".join(made.chance.choice(INLINES)(made) for _ in range(made.chance.randint(1, 5)))
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def _styled(made: Made) -> str:
    style = made.chance.choice(("Subtitle", "Heading2"))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{made.run()}</w:p>'


def _whisper(made: Made) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Whisper"/></w:pPr>{made.run(LEFT)}</w:p>'


def _item(made: Made) -> str:
    level, number = made.chance.randint(0, 2), made.chance.randint(1, 2)
    return _paragraph(made, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def _joined(made: Made) -> str:
    return _paragraph(made, f'<w:rPr><w:del w:id="8" {BY}/></w:rPr>') + f"<w:p>{made.run()}</w:p>"


def _table(made: Made) -> str:
    cells = "".join(f"<w:tc><w:tcPr/>{_paragraph(made)}</w:tc>" for _ in range(2))
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr/>{grid}<w:tr>{cells}</w:tr></w:tbl><w:p>{made.run()}</w:p>"


BLOCKS: tuple[Callable[[Made], str], ...] = (*(_paragraph,) * 5, _styled, _whisper, _item, _item, _joined, _table)


def word_file(seed: int) -> tuple[bytes, dict[str, str]]:
    """Return a DOCX and the fate of each of its words: text, note (beside the text) or left_out."""
    made = Made(random.Random(seed))
    made.header = f"<w:p>{made.run(LEFT)}</w:p>"
    body = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{made.run()}</w:p>'
    body += "".join(made.chance.choice(BLOCKS)(made) for _ in range(made.chance.randint(3, 12)))
    body += f'<w:p>{made.run()}</w:p><w:sectPr><w:headerReference w:type="default" r:id="rId5"/></w:sectPr>'
    return packed(made, body), made.fates


def packed(made: Made, body: str) -> bytes:
    """Return a DOCX of a body in WordprocessingML, with the comments, notes and header that were made."""
    comments = "".join(
        f'<w:comment w:id="{number}" {BY}>{words}</w:comment>' for number, words in enumerate(made.comments)
    )
    notes = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes += '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    notes += "".join(
        f'<w:footnote w:id="{number}">{words}</w:footnote>' for number, words in enumerate(made.footnotes, 2)
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%{level + 1}."/></w:lvl>'
        for level, form in enumerate(FORMATS)
    )
    numbers = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>' for number in (1, 2))
    parts = {
        "document": f"<w:document {HEAD}><w:body>{body}</w:body></w:document>",
        "styles": f"<w:styles {HEAD}>{STYLES}</w:styles>",
        "comments": f"<w:comments {HEAD}>{comments}</w:comments>",
        "footnotes": f"<w:footnotes {HEAD}>{notes}</w:footnotes>",
        "numbering": f'<w:numbering {HEAD}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}</w:numbering>',
        "header": f"<w:hdr {HEAD}>{made.header}</w:hdr>",
    }
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{kind}.{"document.main" if part == "document" else part}+xml"/>'
        for part in parts
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{REL}/{part}" Target="{part}.xml"/>'
        for number, part in enumerate([part for part in parts if part != "document"], 1)
    )
    outer = f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="word/document.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    rels = '<Relationships xmlns="' + package + '/relationships">{}</Relationships>'
    plain = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types">{plain}{types}</Types>')
        packed.writestr("_rels/.rels", rels.format(outer))
        packed.writestr("word/_rels/document.xml.rels", rels.format(related))
        for part, xml in parts.items():
            packed.writestr(f"word/{part}.xml", f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}')
    return out.getvalue()
