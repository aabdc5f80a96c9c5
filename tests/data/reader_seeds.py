"""Good inputs of every kind, from which hostile ones are made."""

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from core.project import Project
from tests.data.sealing import Page, write

DRAFTS = Path(__file__).parent / "drafts"
LOGS = Path(__file__).parent / "logs"
STYLE = Path(__file__).parents[2] / "core" / "cite" / "newsroom.csl"


def kept(pattern: str, folder: Path = DRAFTS) -> Callable[[], Sequence[bytes]]:
    return lambda: [path.read_bytes() for path in sorted(folder.glob(pattern))]


def said(*given: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [text.encode() for text in given]


PAGE = """<!doctype html><html lang=en><head><meta charset=utf-8><title>The bridge</title><meta name=author content="A. Mend">
<meta property="article:published_time" content="2021-03-04T05:06:07Z"><link rel=stylesheet href="/a.css"><base href="https://a.example/">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The bridge", "author": [{"name": "A. Mend"}], "datePublished": "2021-03-04"}</script>
<style>@import url(b.css); p { background: url("c.png") }</style></head><body><h1>The bridge</h1><article><p>It has <b>412</b> rivets&nbsp;&amp; costs &#8364;3.5 million, “they said”.</p>
<table><tr><td>1<td>2</table><pre>a  b</pre><img src=d.png srcset="e.png 1x, f.png 2x"><ul><li>one<li>two</ul><svg><use href="#x"/></svg></article>
<iframe srcdoc="<p>inner"></iframe><template shadowrootmode=open><p>shade</template></body></html>"""
MAIL = """From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/p\r\nSubject: =?utf-8?Q?The=20bridge?=\r\nMIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b--"\r\n\r\n----b--\r\nContent-Type: text/html; charset=utf-8\r\nContent-ID: <f@mhtml.blink>
Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/p\r\n\r\n<html><body><p>It has 412 rivets =E2=80=94 all.</p><img src=3D"a.png">\r\n----b--
Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/a.png\r\n\r\niVBORw0KGgo=\r\n----b----\r\n"""
STORY = "# The bridge\n\nThe bridge has 412 rivets, says Dr. A. van Mend. It cost €3.5 million in May 2021 (“too much”).\n\n- one [link](https://a.example/x)\n- two\n"
BIB = """@string{p = "The Paper"}\n@article{mend2021, title = {The {B}ridge \\& \\"{o}}, author = {Mend, A. and {The Desk} and de la Tour, Jr, B.},
 date = {2021-03-04/2021-05}, journal = p # " Daily", pages = {1--2}, url = "https://a.example/x", crossref = {x}}\n@book{x, title={A {\\em deep} one}, year=1999, month=may}\n@comment{y}\n"""
RIS = "TY  - NEWS\nTI  - The bridge\nAU  - Mend, A.\nAU  - The Desk\nPY  - 2021/03/04/\nUR  - https://a.example/x\nSP  - 1\nEP  - 2\nN1  - a note\n  goes on\nER  - \n\nTY  - BOOK\nT1  - x\nER  - \n"
CSL = '[{"type": "article-newspaper", "id": "mend", "title": "The <i>bridge</i>", "author": [{"family": "Mend", "given": "A."}], "issued": {"date-parts": [[2021, 3, 4]]}, "note": "DOI: 10.1/x"}]'
TEMPLATE = 'name = "The Paper"\nurl = "https://a.example"\npaper = "a4"\n[fonts]\ntext = "DejaVu Serif"\n[colours]\nink = "#111111"\naccent = "#003366"\n[words]\nVerified = "True"\n'
SCALE = 'label = "Ours"\nordered = true\n[[step]]\nword = "True"\nsymbol = "+"\ntone = "good"\n[[step]]\nword = "False"\nsymbol = "-"\ntone = "bad"\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4" fill="#123"/><a href="#x"><text>t</text></a></svg>'
STYLES = '@import "a.css"; @font-face { src: url(b.woff2) } p { background: image-set("c.png" 1x, url(d.png) 2x) } @media print { a { content: "\\65" } }'
MANIFEST = '{"name": "x", "icons": [{"src": "a.png", "sizes": "1x1"}], "screenshots": [{"src": "/b.png"}]}'
MODULE = 'import a from "./a.js"; import "./b.js"; export * from \'/c.js\'; const d = import("d.js");'
ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"


@cache
def pictures() -> list[bytes]:
    from PIL import Image

    made = []
    for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM", "ICO"):
        held = io.BytesIO()
        Image.new("RGB", (16, 9), (9, 99, 199)).save(held, kind)
        made.append(held.getvalue())
    return made


@cache
def papers() -> list[bytes]:
    """Return PDFs of one page: by hand with a table of objects, and packed in streams of objects."""
    import pikepdf

    plain = pikepdf.new()
    page = plain.add_blank_page(page_size=(300, 200))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = plain.make_stream(b"BT /F1 12 Tf 20 100 Td (It has 412 rivets.) Tj 0 -20 Td [(an) -200 (d)] TJ ET")
    plain.docinfo["/Title"] = "The bridge"
    made = []
    for mode in (pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate):
        held = io.BytesIO()
        plain.save(held, object_stream_mode=mode, compress_streams=False)
        made.append(held.getvalue())
    return made


@cache
def sealed() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder, "one.warc.gz"), Path(folder, "two.warc.gz")
        picture = Page("https://a.example/d.png", pictures()[0], "image/png")
        write(one, (Page("https://a.example/p", PAGE.encode()), picture))
        with Project.create(Path(folder, "p")) as project:
            (Path(folder) / "page.html").write_text(PAGE)
            two = project.imports.take_in(Path(folder, "page.html")).captures[0]
            return [one.read_bytes(), project.snapshots.blobs.find(two.snapshot.warc).read_bytes()]


@cache
def waczs() -> list[bytes]:
    page = {"url": "https://a.example/p", "ts": "2021-03-04T05:06:07Z", "title": "The bridge"}
    listed = f'{{"format": "json-pages-1.0", "id": "pages"}}\n{json.dumps(page)}\n'
    parts = {"archive/a.warc.gz": sealed()[0], "pages/pages.jsonl": listed.encode()}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
        said = [
            {"path": name, "bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
            for name, data in parts.items()
        ]
        description = {"profile": "data-package", "wacz_version": "1.1.1", "resources": said}
        packed.writestr("datapackage.json", json.dumps(description))
    return [held.getvalue()]


@cache
def logs() -> list[bytes]:
    return [json.dumps(json.loads(path.read_bytes())["log"]).encode() for path in sorted(LOGS.glob("*.json"))]
