"""The projects behind the pictures: the sample story, and a copy of it in which everything has happened that can."""

import datetime as dt
import json
import time
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from core import demo
from core.jobs import Progress
from core.model import (
    Code,
    DraftNote,
    ErrorKind,
    Fate,
    Identity,
    Level,
    Party,
    Reanchor,
    Relation,
    Role,
    SourceKind,
    Status,
    Terms,
    new_id,
    remark,
)
from core.project import Project
from core.project.citations import Choice
from core.project.offline_sources import SourceDescription
from core.project.people import Rules
from core.project.queries import AsEvidence, Question
from core.store import rows
from core.store.actions import Act
from tests.data.recordings import tone
from tests.data.sealing import Page, write

CLOUD = (
    "This project lies in a folder that Dropbox keeps in step: close it on one computer before opening it on another."
)
BIB = r"""@article{ferry, title={The last ferry}, author={Doe, Jane}, journaltitle={Ellmark Courier}, date={2024-03-02}}
@book{rivers, title={A work on 0 ferries}, publisher={Quay}, date={2020}}
@book{broken, title={Without an end
"""


def sample(path: Path) -> None:
    """Make the sample project."""
    demo.make(path)


def full(path: Path) -> None:
    """Make the sample project and go on with it."""
    demo.make(path)
    with Project.open(path) as project:
        project.author("Ana Lindqvist")
        for name, role in (("Ana Lindqvist", Role.CHECKER), ("Mara Denholt", Role.REPORTER), ("Jo Brandt", Role.LEGAL)):
            project.people.put(name, role)
        _evidence(project, path.parent)
        _questions(project)
        _draft(project)
        _sources(project)
        project.people.set_rules(Rules(two_person=True))
        project.rename("The Lantern Bridge, and what became of the harbour reserve")


def found_changed(project: Project, claim_id: str) -> None:
    """Say of the evidence of a claim what rechecks found: the first piece was edited, of the others a login was seen."""
    for number, linked in enumerate(project.evidence.for_claim(claim_id)):
        text = project.snapshots.text(project.snapshots.all(linked.source.id)[0].id)
        fate, reasons = (Fate.UNREADABLE, (remark(Code.LOGIN),)) if number else (Fate.EDITED, ())
        found = Reanchor(
            new_id(), linked.evidence.id, text.id, None, None, Level.GONE, 0.0, fate, reasons=reasons, rules=1
        )
        with project.store.transaction(Act.RECHECK) as action:
            action.tx.insert("reanchor", rows.reanchor_row(found))


def citations(path: Path) -> Path:
    """Write a file of citations: one new, one that is here already, one that is broken."""
    path.write_text(BIB, encoding="utf-8")
    return path


def archive(path: Path) -> Path:
    """Write a web archive of several pages."""
    titles = ("Council papers of October", "Harbour dues", "محضر اجتماع المجلس البلدي", "A page with a title " * 9)
    pages = [
        Page(f"https://www.ostrey-council.example/{n}", f"<title>{title}</title><p>{title}</p>".encode())
        for n, title in enumerate(titles)
    ]
    write(path, tuple(pages))
    return path


def take_time(progress: Progress) -> None:
    """Work until it is stopped."""
    for step in range(10_000):
        progress.check()
        progress.update(min(step, 30), 100, "14 of 31 files")
        time.sleep(0.02)


def _evidence(project: Project, folder: Path) -> None:
    """Seal a picture and a recording."""
    picture, recording = folder / "quay.png", folder / "council.wav"
    _picture().save(str(picture))
    recording.write_bytes(tone())
    for path in (picture, recording):
        project.imports.take_in(path)


def _picture() -> QImage:
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#b9cfd8"))
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 420, 900, 180), QColor("#4d6b7a"))
    painter.fillRect(QRectF(120, 260, 660, 24), QColor("#7a5c40"))
    painter.fillRect(QRectF(430, 160, 40, 300), QColor("#5a4632"))
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(20, 580, "Old Quay, 18 April")
    painter.end()
    return image


def _questions(project: Project) -> None:
    """Ask the reporter and a source: one answered, one overdue, one without an answer."""
    cost = next(claim.id for claim in project.claims.all() if "The bridge cost" in claim.text)
    past = (dt.date.today() - dt.timedelta(days=9)).isoformat()
    for party, whom, words, due in (
        (Party.SOURCE, "Ilsa Torvane, mayor", "Did the bridge cost €6.83 million?", ""),
        (Party.REPORTER, "Mara Denholt", "Where does “63 per cent more” come from?", past),
        (Party.SOURCE, "Peter Askwin", "Why did you leave your post at the end of September?", past),
    ):
        project.queries.ask(cost, Question(party, whom, words, "e-mail", due))
    mayor, _, askwin = project.queries.all(cost)
    project.queries.answer(mayor.id, "It did. The council was told as soon as we knew.\n\nI. Torvane")
    project.queries.take_in(mayor.id, AsEvidence(Relation.SUPPORTS, Terms.ON_RECORD))
    project.queries.close(askwin.id)
    crossing = next(claim.id for claim in project.claims.all() if "one can cross it" in claim.text)
    project.requests.propose(crossing, "two minutes", "three minutes", ErrorKind.NUMBER, "Timed twice: 2:40 and 2:55.")
    opened = next(claim.id for claim in project.claims.all() if "It opened on 18 April" in claim.text)
    request = project.requests.propose(opened, "five weeks", "six weeks", ErrorKind.DATE, "It was due on 7 March.")
    made = request.made["change_request"] if "change_request" in request.made else project.requests.all(opened)[0].id
    project.requests.accept(made)


def _draft(project: Project) -> None:
    """Take a claim out, and bring in the next version with a comment."""
    draft = project.drafts.all()[0]
    beautiful = next(claim.id for claim in project.claims.all() if "beautiful" in claim.text)
    project.lineage.retire(beautiful, "Opinion")
    text = project.drafts.latest(draft.id).text
    text = text.replace("It was told fourteen months later", "It was told more than a year later")
    text = text.replace(" The contractor’s service team has visited it three times.", "")
    at = text.index("Shopkeepers in Netherside")
    notes = (
        DraftNote("comment", at, at + 10, "Who said so? Get a second shop.", "Jo Brandt", "2026-10-30T09:14:00+00:00"),
        DraftNote("link", at, at + 23, OPEN_LINK),
    )
    project.drafts.revise(draft.id, text, notes)
    project.drafts.add("Side bar: what the ferry cost", "The ferry cost 2 euros a crossing until 2024.")


OPEN_LINK = "http://www.harbourmail.example/story/bridge-lift-broken"


def _sources(project: Project) -> None:
    """Add an interview, a book that is here more than once, and a person whose name is sealed."""
    told = SourceDescription(
        SourceKind.PERSON, "An official of the works department", terms=Terms.BACKGROUND, alias="an official"
    )
    source_id, _, _ = project.offline_sources.add(
        told, words="The money was gone in May. Everyone in the office knew it."
    )
    project.identities.keep(source_id, Identity("P. A.", "+49 30 1234", ""), "correct horse battery staple")
    works = [
        {"type": "book", "title": f"A work on {place} ferries", "issued": {"date-parts": [[2020]]}, **more}
        for place in range(3)
        for more in ({"publisher": "Quay"}, {"language": "en"})
    ]
    path = project.path.parent / "twice.json"
    path.write_text(json.dumps(works), encoding="utf-8")
    project.citations.take_in(project.citations.read(path), Choice.KEEP)
    project.claims.set_status(project.claims.add("The reserve holds nothing now.").made["claim"], Status.CHECKING)
