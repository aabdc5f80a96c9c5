"""What a disk after a power cut must hold: the project opens, verifies, and keeps all that was promised."""

import hashlib
import re
import shutil
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from core.errors import InputError, StandfirstError
from core.model import Confidentiality
from core.project import Project
from tests.data.power_cuts import Disk, UnrecordedError, cuts, on_disk, promises, record
from tests.data.power_hand import CLOSING, NAME
from tests.servers import Server

OLD = Path(__file__).parent / "old_projects"
PAGES = 6
TABLES = ("source", "snapshot", "claim", "evidence", "draft", "draft_version")
NUMBER = re.compile(r"Number (\d+)\.")
Promise = dict[str, Any]


def text(number: int) -> str:
    """Return a text with a hundred words that can be quoted."""
    return " ".join(f"word{word}" for word in range(100)) + f"\nText {number}\n" * (1 + number * 40)


def fill(server: Server) -> None:
    """Give a server the pages that are captured."""
    for number in range(PAGES):
        body = f"<title>{number}</title><p>{text(number)}</p><img src=/a.svg>"
        server.page(f"/page/{number}", f"<!doctype html><html lang=en>{body}")
    server.add("/a.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>')


@dataclass(frozen=True)
class Session:
    """Work that is recorded once and cut at many moments."""

    way: str
    rounds: int
    seed: int
    site: str

    def run(self, shim: Path, images: int, folder: Path, seen: Counter[str]) -> list[str]:
        """Record it in an empty folder and look at some images; returns what is wrong with them."""
        files, disk, out = folder / "files", folder / "disk", folder / "images"
        for place in (files, disk, out):
            place.mkdir()
        for number in range(3):
            (files / f"{number}.txt").write_text(text(number))
        before = _old_project(disk, self.seed) if self.way == "migration" else []
        start, whole = Disk(disk), Disk(disk)
        events = record(shim, self.way, disk, files, seed=self.seed, rounds=self.rounds, site=self.site)
        for event in events:
            whole.do(event)
        if whole.now() != on_disk(disk):
            raise UnrecordedError("the record does not give the folder that is there")
        seen["events"] += len(events)
        told, found = [*((-1, one) for one in before), *promises(events)], []
        for cut, image in cuts(start, events, images, Random(self.seed), out):
            kept = [promise for number, promise in told if number < cut]
            later = [promise for number, promise in told if number >= cut]
            wrong = troubles(image, kept, later, seen)
            seen["images"] += 1
            seen["promises"] += len(kept)
            seen["images with trouble"] += bool(wrong)
            found += [f"{self.way} {self.seed} at {cut} of {len(events)}: {one}" for one in wrong]
        return found


def _old_project(disk: Path, number: int) -> list[Promise]:
    """Put one of the projects of earlier schemas in place; returns what it holds as promised."""
    old = sorted(OLD.glob("*.zip"))
    with zipfile.ZipFile(old[number % len(old)]) as packed:
        packed.extractall(disk / "unpacked")
    shutil.move(next((disk / "unpacked").rglob("project.db")).parent, disk / NAME)
    shutil.rmtree(disk / "unpacked", ignore_errors=True)
    with closing(sqlite3.connect(disk / NAME / "project.db")) as db:
        there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        rows = [(name, row) for name in TABLES if name in there for (row,) in db.execute(f"SELECT id FROM {name}")]
    if not rows:
        raise ValueError("the old project is empty")
    return [{"kind": "made"}, *({"kind": "row", "table": name, "id": row} for name, row in rows)]


def troubles(disk: Path, kept: Sequence[Promise], later: Sequence[Promise], seen: Counter[str]) -> list[str]:
    """Return what is wrong with a disk; `kept` was promised before the cut, `later` would have been."""
    made = any(promise["kind"] == "made" for promise in kept)
    try:
        project = Project.open(disk / NAME)
    except InputError as error:
        seen["no project yet"] += 1
        return [f"does not open: {error.sentence}"] if made else []
    except StandfirstError as error:
        return [f"does not open: {error.sentence}"]
    with project:
        seen["opened"] += 1
        seen["orphans"] += len(project.snapshots.orphans())
        found = [*_journal(project, kept, later), *_rows(project, kept), *_closed(project, kept, later)]
        found += _verified(project, seen)
        if made:
            found += [*_typed(project, kept), *_queue(project, kept, later)]
    return [*found, *_exports(disk, kept, later)]


def _journal(project: Project, kept: Sequence[Promise], later: Sequence[Promise]) -> list[str]:
    hashes = dict(project.store.db.execute("SELECT seq, hash FROM journal").fetchall())
    lost = [one for one in kept if "seq" in one and hashes.get(one["seq"]) != one["hash"]]
    most = next((one["seq"] for one in later if "seq" in one), None)
    found = [f"lost: entry {one['seq']} ({one['kind']})" for one in lost]
    if most is not None and hashes and max(hashes) > most:
        found.append(f"entry {max(hashes)} is there before {most} was done")
    return found


def _rows(project: Project, kept: Sequence[Promise]) -> list[str]:
    found = []
    for one in kept:
        if one["kind"] == "row":
            there = project.store.db.execute(f"SELECT 1 FROM {one['table']} WHERE id = ?", [one["id"]]).fetchone()
            found += [] if there else [f"lost: {one['table']} {one['id']}"]
    return found


def _closed(project: Project, kept: Sequence[Promise], later: Sequence[Promise]) -> list[str]:
    """A source and its evidence are as closed as was last promised, or as the action under way makes them."""
    promised = {one["id"]: one["rank"] for one in kept if one["kind"] == "closed"}
    found = []
    for source, before in promised.items():
        under_way = [one["rank"] for one in later[:1] if one["kind"] == "closed" and one["id"] == source]
        rank = min([before, *under_way])
        now = CLOSING.index(Confidentiality(project.sources.get(source).confidentiality))
        found += [f"public again: {CLOSING[rank]} is {CLOSING[now]}"] if now < rank else []
        for snapshot in project.snapshots.all(source):
            evidence = [one.evidence for one in project.evidence.for_snapshot(snapshot.id)]
            found += [
                f"public again: evidence {one.id}" for one in evidence if CLOSING.index(one.confidentiality) < rank
            ]
    return found


def _verified(project: Project, seen: Counter[str]) -> list[str]:
    for orphan in project.snapshots.orphans():
        try:
            project.snapshots.recover(orphan)
        except StandfirstError as error:
            return [f"not recovered: {error.sentence}"]
        seen["recovered"] += 1
    result = project.verify()
    return [f"verify: {problem.what} {getattr(problem, 'where', '')}" for problem in result.problems]


def _typed(project: Project, kept: Sequence[Promise]) -> list[str]:
    """The last words that were kept stand in a version or wait to be saved."""
    promised = {one["draft"]: one["number"] for one in kept if one["kind"] == "typed"}
    found = []
    for draft, number in promised.items():
        waiting = project.drafts.unsaved.of(draft)
        texts = [version.text for version in project.drafts.versions(draft)] + ([waiting.text] if waiting else [])
        numbers = [int(match[1]) for text in texts if (match := NUMBER.match(text))]
        found += [] if max(numbers, default=-1) >= number else [f"lost: text {number} of a draft, there is {numbers}"]
    return found


def _queue(project: Project, kept: Sequence[Promise], later: Sequence[Promise]) -> list[str]:
    promised = [one["links"] for one in kept if one["kind"] == "queue"][-1:]
    if not promised:
        return []
    promised += [one["links"] for one in later if one["kind"] == "queue"][:1]
    there = [link.url for link in project.capture_queue.links()]
    return [] if there in promised else [f"queue: {len(there)} links, of {list(map(len, promised))}"]


def _exports(disk: Path, kept: Sequence[Promise], later: Sequence[Promise]) -> list[str]:
    """A file that was exported is there whole: as it was last promised, or as the export under way made it."""
    wanted: dict[str, list[str]] = {}
    for one in (one for one in kept if one["kind"] == "export"):
        wanted[one["path"]] = [one["sha256"]]
    under_way: dict[str, str] = {}
    for one in (one for one in later if one["kind"] == "export"):
        under_way.setdefault(one["path"], one["sha256"])
    found = []
    for path in {*wanted, *under_way}:
        file, allowed = disk / path, [*wanted.get(path, []), *([under_way[path]] if path in under_way else [])]
        if not file.is_file():
            found += [f"lost: {path}"] if path in wanted else []
        elif hashlib.sha256(file.read_bytes()).hexdigest() not in allowed:
            found.append(f"not whole: {path}, {file.stat().st_size} bytes")
    return found
