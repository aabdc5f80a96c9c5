"""Every door through which bytes or words from outside come in, by name, with seeds and a mutator for each.

The table is made from the registries of the product: the endings of drafts and of citation files, the types of files that
are taken in, the kinds that references are looked for in. What runs in the worker process runs here in this one, behind
the same border (`in_process`), so that the code on the near side is tried with what the far side returns.
"""

import base64
import json
import logging
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
from tests.data import mutants, reader_seeds
from tests.data.mutants import Mutator, pieces, text_of

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


def _drafts() -> Iterator[Reader]:
    for ending in imported.ENDINGS:
        name = f"a.{ending}"
        seeds = (
            reader_seeds.kept(f"*.{'docx' if ending == 'docm' else ending}")
            if ending in (*PACKED, "rtf")
            else reader_seeds.said(
                reader_seeds.PAGE if ending in THROUGH_PANDOC else reader_seeds.STORY, reader_seeds.STORY
            )
        )
        mutate = mutants.packages if ending in PACKED else mutants.texts

        def read(data: bytes, _: Path, name: str = name) -> object:
            found = imported.read_draft(data, name)
            imported.links(found.text, found.notes)
            return found

        yield Reader(f"draft .{ending}", seeds, mutate, read, slow=ending in THROUGH_PANDOC)


def _citations() -> Iterator[Reader]:
    seeds = {
        "bibtex": reader_seeds.said(reader_seeds.BIB),
        "ris": reader_seeds.said(reader_seeds.RIS),
        "csl": reader_seeds.said(reader_seeds.CSL),
    }
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
        ".html": reader_seeds.said(reader_seeds.PAGE),
        ".mhtml": reader_seeds.said(reader_seeds.MAIL),
        ".txt": reader_seeds.said(reader_seeds.STORY),
        ".xml": reader_seeds.said(reader_seeds.SVG),
        ".svg": reader_seeds.said(reader_seeds.SVG),
    }
    kinds = {mime: ending for ending, mime in reversed(NAMED.items())}
    known = {
        ".docx": reader_seeds.kept("*.docx"),
        ".odt": reader_seeds.kept("*.odt"),
        ".pdf": reader_seeds.papers,
        ".png": reader_seeds.pictures,
        ".warc": reader_seeds.sealed,
        ".wacz": reader_seeds.waczs,
    }
    for ending in {**dict.fromkeys(kinds.values()), **known}:
        seeds = (
            known.get(ending)
            or by_ending.get(ending)
            or (lambda: [*reader_seeds.pictures()[:1], reader_seeds.PAGE.encode()])
        )
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
    for mime, seeds in (
        ("text/html", reader_seeds.said(reader_seeds.PAGE)),
        ("application/pdf", reader_seeds.papers),
        ("text/plain", reader_seeds.said(reader_seeds.STORY)),
    ):
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
    wanted = {
        "html": reader_seeds.PAGE,
        "css": reader_seeds.STYLES,
        references.MANIFEST: reader_seeds.MANIFEST,
        references.SCRIPT: reader_seeds.MODULE,
    }
    for kind, seed in wanted.items():

        def find(data: bytes, _: Path, kind: str = kind) -> object:
            return worker.call("core.capture.references:find", data, kind=kind, base="https://a.example/", charset="")

        yield Reader(f"references in {kind}", reader_seeds.said(seed), mutants.texts, find)
    yield Reader("quality", reader_seeds.said(reader_seeds.PAGE), mutants.texts, _judged)
    yield Reader(
        "picture size",
        reader_seeds.pictures,
        mutants.changed,
        lambda data, _: worker.call("core.extract.image:stored", data),
    )
    yield Reader(
        "picture part",
        reader_seeds.pictures,
        mutants.changed,
        lambda data, _: worker.call("core.extract.picture:part", data, region="1,1,5,4"),
    )
    yield Reader(
        "picture of a PDF",
        reader_seeds.papers,
        mutants.changed,
        lambda data, _: worker.call("core.extract.picture:page", data, number=1, exact="412 rivets"),
    )
    yield Reader(
        "words of a screenshot",
        reader_seeds.said('[["412", 1, 1, 5, 4], ["rivets", 7, 1, 5, 4]]'),
        mutants.json_of("0"),
        _words_of_picture,
    )


def _judged(data: bytes, _: Path) -> object:
    return judge(200, "https://a.example/", "https://a.example/", worker.call("core.capture.quality:signals", data))


def _words_of_picture(data: bytes, _: Path) -> object:
    told = {"words": data.decode("utf-8", "replace"), "exact": "412 rivets", "prefix": ""}
    answer = worker.call("core.extract.picture:passage", reader_seeds.pictures()[0], **told)
    return base64.b64decode(answer["body"])


def _archives() -> Iterator[Reader]:
    yield Reader("sealed file", reader_seeds.sealed, mutants.members, _file("a.warc.gz", _checked))
    yield Reader("WARC", reader_seeds.sealed, mutants.members, _file("a.warc", lambda path: _taken(path, WARC)))
    yield Reader("WACZ", reader_seeds.waczs, mutants.waczs, _file("a.wacz", lambda path: _taken(path, WACZ)))
    yield Reader(
        "MHTML",
        reader_seeds.said(reader_seeds.MAIL),
        mutants.texts,
        lambda data, _: worker.call("core.capture.mhtml:parts", data),
    )
    yield Reader(
        "saved page",
        reader_seeds.said("<!-- saved from url=(0020)https://a.example/ -->" + reader_seeds.PAGE),
        mutants.texts,
        lambda data, _: worker.call("core.capture.saved_page:origin", data),
    )
    yield Reader("HTTP answer", reader_seeds.said(reader_seeds.ANSWER), mutants.texts, _answered)
    yield Reader(
        "capture log", reader_seeds.logs, mutants.json_of("url", "quality", "assured", "failed", "format"), _logged
    )
    yield Reader(
        "signature",
        reader_seeds.said('{"hash": "x", "signature": "eA==", "publicKey": "eA==", "created": "2021-01-01T00:00:00Z"}'),
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
    yield Reader(
        "citation style", lambda: [reader_seeds.STYLE.read_bytes()], mutants.texts, _file("a.csl", style_check.check)
    )
    yield Reader(
        "house template", reader_seeds.said(reader_seeds.TEMPLATE), mutants.texts, _file("a.toml", template_file.read)
    )
    yield Reader(
        "logo",
        lambda: [*reader_seeds.pictures()[:2], reader_seeds.SVG.encode()],
        mutants.changed,
        _file("a.toml", _with_logo),
    )
    yield Reader("verdict scale", reader_seeds.said(reader_seeds.SCALE), mutants.texts, _file("a.toml", _scale))
    yield Reader(
        "settings",
        reader_seeds.said('{"language": "en", "jobs": 4}'),
        mutants.json_of(*(one.key for one in settings.SETTINGS)),
        _file("a.json", lambda path: settings.Settings(path).all()),
    )
    yield Reader(
        "unsaved draft",
        reader_seeds.said('{"text": "a", "version_id": "b", "at": "2021-01-01"}'),
        mutants.json_of("text", "version_id", "at"),
        _file(f"{FOLDER}/a.json", lambda path: Autosaves(path.parents[1], readonly=False).of("a")),
    )
    yield Reader(
        "queue of links",
        reader_seeds.said('[{"url": "https://a.example", "way": ""}]'),
        mutants.json_of("url", "way"),
        _file(
            f"{FOLDER}/{FILE}",
            lambda path: [link.spelled for link in CaptureQueue(path.parents[1], readonly=False).links()],
        ),
    )
    yield Reader(
        "stored remarks",
        reader_seeds.said('[{"code": "too-large-to-read", "why": "x"}]'),
        mutants.json_of("code", "why"),
        lambda data, _: remarks.to_text(remarks.from_text(text_of(data))),
    )


def _with_logo(path: Path) -> object:
    logo = base64.b64encode(path.read_bytes()).decode()
    path.write_text(f'{reader_seeds.TEMPLATE.splitlines()[0]}\nlogo = "data:image/png;base64,{logo}"\n')
    return template_file.read(path)


def _scale(path: Path) -> object:
    label, steps, ordered = scales.read(path)
    return verdicts.own("ours", label, steps, ordered=ordered)


def _words() -> Iterator[Reader]:
    """Words that are pasted, typed or read: addresses, names of files, searches, claims, passages."""
    yield Reader(
        "address",
        reader_seeds.said("https://user:pw@a.example:8080/ä/../b?q=1#f", "http://[::1]/", "//x", "www.a.example"),
        mutants.texts,
        _address,
    )
    yield Reader(
        "file name",
        reader_seeds.said("a/b:c.pdf", "CON", "..", "ünï.html"),
        mutants.texts,
        lambda data, _: safe_name(text_of(data), "file"),
    )
    yield Reader(
        "search",
        reader_seeds.said('"the bridge" OR rivets -iron site:a.example', "a* NEAR(b c)", "^x:y"),
        mutants.texts,
        lambda data, folder: _project(folder).search(text_of(data).encode("utf-8", "replace").decode()),
    )
    yield Reader(
        "claim against passages",
        reader_seeds.said(reader_seeds.STORY + "\x00It has 400 rivets.\x00“Too much” was 3,4 Mio. EUR on 4/5/2021."),
        mutants.texts,
        _compared,
    )
    yield Reader(
        "passage in a text",
        reader_seeds.said("412 rivets\x00It has \x00 and\x00It has 412 rivets and is red."),
        mutants.texts,
        _placed,
    )
    yield Reader(
        "versions of a draft",
        reader_seeds.said("One. Two “three”. Four.\x00One. Two “tree”! Five. Four."),
        mutants.texts,
        _carried,
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
