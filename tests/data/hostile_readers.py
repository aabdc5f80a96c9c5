"""Every door through which bytes or words from outside come in, by name, with seeds and a mutator for each.

The table is made from the registries of the product: the endings of drafts and of citation files, the types of files that
are taken in, the kinds that references are looked for in. What runs in the worker process runs here in this one, behind
the same border (`in_process`), so that the code on the near side is tried with what the far side returns.
"""

import base64
import hashlib
import io
import json
import logging
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from core import settings, verdicts
from core.anchor import describe, locate
from core.archive import Archive, Sealed, check_warc, decode_body, parse_head
from core.archive.replay import key_of, live_url, replay_url
from core.archive.signature import genuine
from core.archive.wacz import surt
from core.capture import log as capture_log
from core.capture import references
from core.capture.file_types import NAMED, WACZ, WARC, kind_of
from core.capture.imported import collection
from core.capture.intake import look_at
from core.capture.quality import judge
from core.checks import Passage, check
from core.cite import style_check
from core.cli import scales
from core.compare import compare
from core.draft import imported, suggest, versions
from core.errors import InputError
from core.export.template import file as template_file
from core.extract import extract, metadata
from core.jobs import Progress
from core.model import ClaimSpan, Selector, SpanLevel, remarks
from core.project import Project
from core.project.autosave import FOLDER, Autosaves
from core.project.capture_queue import FILE, CaptureQueue
from core.project.citations import KINDS
from core.security import urls, worker
from core.security.names import safe_name
from core.text import dates, language, names, numbers, quantities, quotations, search_folding, sentences
from core.text.surrogates import whole
from tests.data import mutants
from tests.data.mutants import Mutator, pieces, text_of
from tests.data.sealing import Page, write

ROOT = Path(__file__).parents[2]
DRAFTS = Path(__file__).parent / "drafts"
LOGS = Path(__file__).parent / "logs"
STYLE = ROOT / "core" / "cite" / "newsroom.csl"
PACKED = ("docx", "docm", "odt")
THROUGH_PANDOC = ("docx", "docm", "html", "htm", "xhtml")


@dataclass(frozen=True)
class Reader:
    """A door: `read` gets bytes and an empty folder of its own. `slow`: a process is started for each input."""

    name: str
    seeds: Callable[[], Sequence[bytes]]
    mutate: Mutator
    read: Callable[[bytes, Path], object]
    slow: bool = False


class Border:
    """Stands in for the worker process. `crossed` is told when code begins (true) and ends that the product runs there."""

    def __init__(self) -> None:
        self.crossed: Callable[[bool], object] = bool
        self.called: set[str] = set()
        self.failed: Counter[str] = Counter()

    def call(self, function: str, data: bytes, *, seconds: float = 0, check: object = None, **options: Any) -> Any:
        """Do what `core.security.worker.call` does, in this process."""
        module, _, name = function.partition(":")
        self.called.add(function)
        options = json.loads(json.dumps(options))
        self.crossed(True)
        try:
            answer = json.dumps({"value": getattr(import_module(module), name)(data, **options)})
        except InputError as error:
            raise InputError(error.sentence, error.hint) from None
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a panic of a library in Rust is no Exception: the worker process ends of it
            self.failed[f"{function} {type(error).__name__}"] += 1
            raise InputError(worker.UNSAFE, worker.HINT) from None
        finally:
            self.crossed(False)
        return whole(json.loads(answer))["value"]


@contextmanager
def in_process() -> Iterator[Border]:
    """Run what the product runs in its worker process in this one, and keep the log quiet."""
    border = Border()
    logging.disable(logging.CRITICAL)
    try:
        with patch.object(worker, "call", border.call):
            yield border
    finally:
        logging.disable(logging.NOTSET)


def readers() -> tuple[Reader, ...]:
    """Return all readers, by name."""
    found = [*_drafts(), *_citations(), *_files(), *_bodies(), *_archives(), *_own_files(), *_words()]
    return tuple(sorted(found, key=lambda reader: reader.name))


def _file(name: str, read: Callable[[Path], object]) -> Callable[[bytes, Path], object]:
    def through(data: bytes, folder: Path) -> object:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return read(path)

    return through


# Seeds


def _kept(pattern: str, folder: Path = DRAFTS) -> Callable[[], Sequence[bytes]]:
    return lambda: [path.read_bytes() for path in sorted(folder.glob(pattern))]


def _said(*given: str) -> Callable[[], Sequence[bytes]]:
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
def _pictures() -> list[bytes]:
    from PIL import Image

    made = []
    for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM", "ICO"):
        held = io.BytesIO()
        Image.new("RGB", (16, 9), (9, 99, 199)).save(held, kind)
        made.append(held.getvalue())
    return made


@cache
def _papers() -> list[bytes]:
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
def _sealed() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder, "one.warc.gz"), Path(folder, "two.warc.gz")
        picture = Page("https://a.example/d.png", _pictures()[0], "image/png")
        write(one, (Page("https://a.example/p", PAGE.encode()), picture))
        with Project.create(Path(folder, "p")) as project:
            (Path(folder) / "page.html").write_text(PAGE)
            two = project.imports.take_in(Path(folder, "page.html")).captures[0]
            return [one.read_bytes(), project.snapshots.blobs.find(two.snapshot.warc).read_bytes()]


@cache
def _waczs() -> list[bytes]:
    page = {"url": "https://a.example/p", "ts": "2021-03-04T05:06:07Z", "title": "The bridge"}
    listed = f'{{"format": "json-pages-1.0", "id": "pages"}}\n{json.dumps(page)}\n'
    parts = {"archive/a.warc.gz": _sealed()[0], "pages/pages.jsonl": listed.encode()}
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
def _logs() -> list[bytes]:
    return [json.dumps(json.loads(path.read_bytes())["log"]).encode() for path in sorted(LOGS.glob("*.json"))]


# Readers


def _drafts() -> Iterator[Reader]:
    for ending in imported.ENDINGS:
        name = f"a.{ending}"
        seeds = (
            _kept(f"*.{'docx' if ending == 'docm' else ending}")
            if ending in (*PACKED, "rtf")
            else _said(PAGE if ending in THROUGH_PANDOC else STORY, STORY)
        )
        mutate = mutants.packages if ending in PACKED else mutants.texts

        def read(data: bytes, _: Path, name: str = name) -> object:
            found = imported.read_draft(data, name)
            imported.links(found.text, found.notes)
            return found

        yield Reader(f"draft .{ending}", seeds, mutate, read, slow=ending in THROUGH_PANDOC)


def _citations() -> Iterator[Reader]:
    seeds = {"bibtex": _said(BIB), "ris": _said(RIS), "csl": _said(CSL)}
    for ending, kind in KINDS.items():

        def read(path: Path) -> object:
            project = _project(path.parent)
            found = project.citations.read(path)
            return project.citations.take_in(found) if zlib.crc32(path.read_bytes()) % WRITTEN == 0 else found

        mutate = mutants.citations if kind == "csl" else mutants.texts
        yield Reader(f"citations {ending}", seeds[kind], mutate, _file(f"a{ending}", read))


OPEN: dict[Path, tuple[Project, int]] = {}
PER_PROJECT = 400
WRITTEN = 8  # of so many citation files one is taken in, which is what takes the time


def _project(folder: Path) -> Project:
    """Return a project beside the inputs, a new one after some hundred of them."""
    project, used = OPEN.pop(folder, (None, 0))
    if project is not None and used >= PER_PROJECT:
        project.close()
        project = None
    if project is None:
        project = Project.create(Path(tempfile.mkdtemp(dir=folder.parent)) / "p")
    OPEN[folder] = (project, used + 1)
    return project


def close_projects() -> None:
    """Close the projects that readers opened."""
    for project, _ in OPEN.values():
        project.close()
    OPEN.clear()


def _files() -> Iterator[Reader]:
    """Files taken in as evidence: one reader for each ending that is known by its name, and one for each known by its bytes."""
    by_ending = {
        ".html": _said(PAGE),
        ".mhtml": _said(MAIL),
        ".txt": _said(STORY),
        ".xml": _said(SVG),
        ".svg": _said(SVG),
    }
    kinds = {mime: ending for ending, mime in reversed(NAMED.items())}
    known = {
        ".docx": _kept("*.docx"),
        ".odt": _kept("*.odt"),
        ".pdf": _papers,
        ".png": _pictures,
        ".warc": _sealed,
        ".wacz": _waczs,
    }
    for ending in {**dict.fromkeys(kinds.values()), **known}:
        seeds = known.get(ending) or by_ending.get(ending) or (lambda: [*_pictures()[:1], PAGE.encode()])
        mutate = {
            ".docx": mutants.packages,
            ".odt": mutants.packages,
            ".wacz": mutants.waczs,
            ".warc": mutants.members,
        }
        read = _file(f"a{ending}", lambda path: _project(path.parent).imports.take_in(path))
        yield Reader(
            f"evidence {ending}", seeds, mutate.get(ending, mutants.texts), read, slow=ending in (".docx", ".odt")
        )


def _bodies() -> Iterator[Reader]:
    """Bodies of answers: their text, their citation data, what they need, and how good they are."""
    for mime, seeds in (("text/html", _said(PAGE)), ("application/pdf", _papers), ("text/plain", _said(STORY))):
        yield Reader(
            f"text of {mime}",
            seeds,
            mutants.texts,
            lambda data, _, mime=mime: extract(data, mime, "https://a.example/"),
        )
        yield Reader(
            f"data of {mime}",
            seeds,
            mutants.texts,
            lambda data, _, mime=mime: metadata(data, mime, "https://a.example/"),
        )
    wanted = {"html": PAGE, "css": STYLES, references.MANIFEST: MANIFEST, references.SCRIPT: MODULE}
    for kind, seed in wanted.items():

        def find(data: bytes, _: Path, kind: str = kind) -> object:
            return worker.call("core.capture.references:find", data, kind=kind, base="https://a.example/", charset="")

        yield Reader(f"references in {kind}", _said(seed), mutants.texts, find)
    yield Reader("quality", _said(PAGE), mutants.texts, _judged)
    yield Reader(
        "picture size", _pictures, mutants.changed, lambda data, _: worker.call("core.extract.image:size", data)
    )
    yield Reader(
        "picture part",
        _pictures,
        mutants.changed,
        lambda data, _: worker.call("core.extract.picture:part", data, region="1,1,5,4"),
    )
    yield Reader(
        "picture of a PDF",
        _papers,
        mutants.changed,
        lambda data, _: worker.call("core.extract.picture:page", data, number=1, exact="412 rivets"),
    )
    yield Reader(
        "words of a screenshot",
        _said('[["412", 1, 1, 5, 4], ["rivets", 7, 1, 5, 4]]'),
        mutants.json_of("0"),
        _words_of_picture,
    )


def _judged(data: bytes, _: Path) -> object:
    return judge(200, "https://a.example/", "https://a.example/", worker.call("core.capture.quality:signals", data))


def _words_of_picture(data: bytes, _: Path) -> object:
    told = {"words": data.decode("utf-8", "replace"), "exact": "412 rivets", "prefix": ""}
    answer = worker.call("core.extract.picture:passage", _pictures()[0], **told)
    return base64.b64decode(answer["body"])


def _archives() -> Iterator[Reader]:
    yield Reader("sealed file", _sealed, mutants.members, _file("a.warc.gz", _checked))
    yield Reader("WARC", _sealed, mutants.members, _file("a.warc", lambda path: _taken(path, WARC)))
    yield Reader("WACZ", _waczs, mutants.waczs, _file("a.wacz", lambda path: _taken(path, WACZ)))
    yield Reader("MHTML", _said(MAIL), mutants.texts, lambda data, _: worker.call("core.capture.mhtml:parts", data))
    yield Reader(
        "saved page",
        _said("<!-- saved from url=(0020)https://a.example/ -->" + PAGE),
        mutants.texts,
        lambda data, _: worker.call("core.capture.saved_page:origin", data),
    )
    yield Reader("HTTP answer", _said(ANSWER), mutants.texts, _answered)
    yield Reader("capture log", _logs, mutants.json_of("url", "quality", "assured", "failed", "format"), _logged)
    yield Reader(
        "signature",
        _said('{"hash": "x", "signature": "eA==", "publicKey": "eA==", "created": "2021-01-01T00:00:00Z"}'),
        mutants.json_of("hash", "signature", "publicKey"),
        _signed,
    )


def _checked(path: Path) -> object:
    found = check_warc(path, "", path.stat().st_size, ())
    archive = Archive(path)
    for url in archive.urls():
        archive.lookup(url)
    capture_log.recall(path)
    return found


def _taken(path: Path, mime: str) -> object:
    progress, out = Progress(), path.parent / "out.warc.gz"
    kind_of(path)
    with collection(look_at(path, mime, progress), path.parent, progress) as found:
        return [found.seal(page, out, progress) for page in found.chosen(())]


def _answered(data: bytes, _: Path) -> object:
    head = parse_head(data)
    return decode_body([data[head.length :], data[:9]], head) if head else None


def _logged(data: bytes, folder: Path) -> object:
    from core.archive import LOG_MIME, WarcWriter

    path = folder / "log.warc.gz"
    with WarcWriter(path) as writer:
        writer.info([("software", "x")])
        writer.metadata("https://a.example/p", LOG_MIME, data)
        sealed: Sealed = writer.seal()
    check_warc(path, sealed.sha256, sealed.size, sealed.resources)
    return capture_log.recall(path)


def _signed(data: bytes, _: Path) -> object:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return genuine(value, "x") if isinstance(value, dict) else None


def _own_files() -> Iterator[Reader]:
    """Files of the newsroom and of the program itself, which anybody may have edited."""
    yield Reader("citation style", lambda: [STYLE.read_bytes()], mutants.texts, _file("a.csl", style_check.check))
    yield Reader("house template", _said(TEMPLATE), mutants.texts, _file("a.toml", template_file.read))
    yield Reader("logo", lambda: [*_pictures()[:2], SVG.encode()], mutants.changed, _file("a.toml", _with_logo))
    yield Reader("verdict scale", _said(SCALE), mutants.texts, _file("a.toml", _scale))
    yield Reader(
        "settings",
        _said('{"language": "en", "jobs": 4}'),
        mutants.json_of(*(one.key for one in settings.SETTINGS)),
        _file("a.json", lambda path: settings.Settings(path).all()),
    )
    yield Reader(
        "unsaved draft",
        _said('{"text": "a", "version_id": "b", "at": "2021-01-01"}'),
        mutants.json_of("text", "version_id", "at"),
        _file(f"{FOLDER}/a.json", lambda path: Autosaves(path.parents[1], readonly=False).of("a")),
    )
    yield Reader(
        "queue of links",
        _said('[{"url": "https://a.example", "way": ""}]'),
        mutants.json_of("url", "way"),
        _file(
            f"{FOLDER}/{FILE}",
            lambda path: [link.spelled for link in CaptureQueue(path.parents[1], readonly=False).links()],
        ),
    )
    yield Reader(
        "stored remarks",
        _said('[{"code": "too-large-to-read", "why": "x"}]'),
        mutants.json_of("code", "why"),
        lambda data, _: remarks.to_text(remarks.from_text(text_of(data))),
    )


def _with_logo(path: Path) -> object:
    logo = base64.b64encode(path.read_bytes()).decode()
    path.write_text(f'{TEMPLATE.splitlines()[0]}\nlogo = "data:image/png;base64,{logo}"\n')
    return template_file.read(path)


def _scale(path: Path) -> object:
    label, steps, ordered = scales.read(path)
    return verdicts.own("ours", label, steps, ordered=ordered)


def _words() -> Iterator[Reader]:
    """Words that are pasted, typed or read: addresses, names of files, searches, claims, passages."""
    yield Reader(
        "address",
        _said("https://user:pw@a.example:8080/ä/../b?q=1#f", "http://[::1]/", "//x", "www.a.example"),
        mutants.texts,
        _address,
    )
    yield Reader(
        "file name",
        _said("a/b:c.pdf", "CON", "..", "ünï.html"),
        mutants.texts,
        lambda data, _: safe_name(text_of(data), "file"),
    )
    yield Reader(
        "search",
        _said('"the bridge" OR rivets -iron site:a.example', "a* NEAR(b c)", "^x:y"),
        mutants.texts,
        lambda data, folder: _project(folder).search(text_of(data).encode("utf-8", "replace").decode()),
    )
    yield Reader(
        "claim against passages",
        _said(STORY + "\x00It has 400 rivets.\x00“Too much” was 3,4 Mio. EUR on 4/5/2021."),
        mutants.texts,
        _compared,
    )
    yield Reader(
        "passage in a text",
        _said("412 rivets\x00It has \x00 and\x00It has 412 rivets and is red."),
        mutants.texts,
        _placed,
    )
    yield Reader(
        "versions of a draft", _said("One. Two “three”. Four.\x00One. Two “tree”! Five. Four."), mutants.texts, _carried
    )


def _address(data: bytes, _: Path) -> object:
    text = text_of(data)
    parts = [
        replay_url(text),
        live_url(text) if text.startswith("warc://a") else "",
        key_of(text),
        surt(text),
        urls.join("https://a.example/", text),
    ]
    return [*parts, urls.vet(text)]


def _compared(data: bytes, _: Path) -> object:
    claim, one, other = (text_of(piece).encode("utf-8", "replace").decode() for piece in pieces(data, 3))
    for read in (
        dates.dates,
        numbers.numbers,
        names.names,
        quantities.quantities,
        quotations.quotations,
        sentences.sentences,
        language.guess,
        search_folding.fold,
        suggest.suggest,
    ):
        read(claim)  # type: ignore[operator]
    compare(one, other)
    return check(claim, [Passage("one", one), Passage("other", other)])


def _placed(data: bytes, _: Path) -> object:
    exact, prefix, suffix, text = map(text_of, pieces(data, 4))
    found = locate(text, Selector(exact, prefix, suffix, len(prefix), len(prefix) + len(exact)))
    return describe(text, found.start, found.end) if found else None


def _carried(data: bytes, _: Path) -> object:
    old, new = (text_of(piece).encode("utf-8", "replace").decode() for piece in pieces(data, 2))
    half = len(old) // 2
    return [
        versions.carry(old, new, [ClaimSpan("claim", "version", 0, half, old[:half], SpanLevel.SAME)] if half else []),
        versions.differences(old, new),
    ]
