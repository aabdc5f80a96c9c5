"""``capture``: capture pages."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core import files
from core.capture import CAPTURERS, Options
from core.cli.output import Command, LineProgress, emit, open_to_write, project_command, say
from core.errors import InputError, StandfirstError
from core.model import Code, Method
from core.security import limits
from core.settings import Settings

if TYPE_CHECKING:
    from core.model import Snapshot
    from core.project import Project
    from core.project.capture_queue import Link
    from core.project.snapshots import Capture

MOST_JOBS = 8
SAID_CLAIMS = 5
NEED_SCRIPTS = frozenset((Code.NEEDS_SCRIPTS, Code.LITTLE_TEXT, Code.EMPTY_WITHOUT_SCRIPTS))
IN_PLACE = frozenset((Code.ROBOT_CHECK, Code.COOKIE_QUESTION, Code.LOGIN))
ADVICE = {
    "": "",
    "browser": "\n  capture it with --browser, so that its scripts run",
    "visit": "\n  capture it with --visit, to get past that in a window",
}


def _ways(command: Command) -> Command:
    """Add an option to a command for each capture method except the default."""
    for capturer in reversed([one for one in CAPTURERS if one.way]):
        command = click.option(f"--{capturer.name}", is_flag=True, help=capturer.help)(command)
    return command


@project_command("capture", "Archive pages: seal what the server sent, and everything each page needs.")
@click.argument("urls", nargs=-1)
@click.option(
    "--from-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file with one URL a line."
)
@click.option("--allow-private", is_flag=True, help="Capture addresses of this computer and the local network too.")
@_ways
@click.option(
    "--resume",
    is_flag=True,
    help="Skip addresses that were captured already: continue an interrupted list; without one, that of the window.",
)
@click.option("--jobs", default=1, type=click.IntRange(1, MOST_JOBS), help="How many pages at the same time.")
def capture(
    project: Path,
    urls: tuple[str, ...],
    from_file: Path | None,
    *,
    allow_private: bool,
    resume: bool,
    jobs: int,
    as_json: bool,
    **ways: bool,
) -> int:
    """Capture pages; the exit code is that of the first failure."""
    wanted = list({_vetted(url): url for url in [*urls, *_listed(from_file)]}.values())
    if not wanted and not resume:
        raise InputError("No URL was given.", "Name one or more URLs, or a file with --from-file.")
    asked = [capturer for capturer in CAPTURERS if ways.get(capturer.name)]
    options = replace(options_of(allow_private=allow_private), browser=asked[-1].way if asked else "")
    attended = any(capturer.attended for capturer in asked)
    with open_to_write(project) as opened, ThreadPoolExecutor(1 if attended else jobs) as pool:
        waiting = {} if wanted else {link.url: link for link in opened.left_over()}
        known = {snapshot.url for snapshot in opened.snapshots.all()} if resume and wanted else set[str]()
        wanted = wanted or list(waiting)
        left = [url for url in wanted if _vetted(url) not in known]
        outcomes = list(pool.map(lambda url: _capture(opened, url, _asked(options, waiting.get(url))), left))
        if waiting:
            opened.capture_queue.keep([waiting[url] for url, made in outcomes if isinstance(made, StandfirstError)])
        documents = [_document(outcome) | watched_in(opened, outcome[1]) for outcome in outcomes]
    lines = "\n".join(line_of(document) for document in documents if "snapshot" in document)
    report = _report(documents, len(wanted) - len(left))
    if len(wanted) > 1:
        say(_summary(report))
    emit({"captures": documents, "report": report}, lines, as_json=as_json)
    return next((outcome.exit_code for _, outcome in outcomes if isinstance(outcome, StandfirstError)), 0)


def _asked(options: Options, link: "Link | None") -> Options:
    """Return the options for a link: those it was queued with, unless the command line overrides them."""
    return replace(options, browser=options.browser or link.way) if link else options


def _vetted(url: str) -> str:
    """Return the URL as a capture normalises it; unchanged when it is invalid."""
    from core.security.urls import vet

    try:
        return vet(url)
    except InputError:
        return url


def _report(documents: list[dict[str, Any]], here: int) -> dict[str, int]:
    """Count the results of a list: sealed, of these not good, failed, and skipped as already captured."""
    sealed = [document for document in documents if "snapshot" in document]
    return {
        "sealed": len(sealed),
        "not_good": sum(document["quality"]["verdict"] != "good" for document in sealed),
        "failed": len(documents) - len(sealed),
        "already_here": here,
    }


def _summary(report: dict[str, int]) -> str:
    here = f", {report['already_here']} were here already" if report["already_here"] else ""
    return f"{report['sealed']} sealed ({report['not_good']} to review), {report['failed']} failed{here}."


def options_of(*, allow_private: bool) -> Options:
    """Return capture options from the settings and the command line."""
    settings = Settings()
    return Options(
        allow_private=allow_private or bool(settings["allow_private"]),
        workers=int(settings["workers"]),
        per_host=int(settings["per_host"]),
    )


def _listed(path: Path | None) -> list[str]:
    if path is None:
        return []
    try:
        lines = files.read(path, limits.LIST_BYTES).decode("utf-8", "replace").splitlines()
    except OSError as error:
        raise InputError(f"“{path.name}” cannot be read ({error.strerror}).", "Choose a text file of links.") from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _capture(project: "Project", url: str, options: Options) -> "tuple[str, Capture | StandfirstError]":
    progress = LineProgress()
    try:
        return url, project.snapshots.capture(url, options, progress)
    except StandfirstError as error:
        say(f"{url}: {error.sentence}\n{error.hint}".strip())
        return url, error
    finally:
        progress.clear()


def _document(outcome: "tuple[str, Capture | StandfirstError]") -> dict[str, Any]:
    url, result = outcome
    if isinstance(result, StandfirstError):
        return {"url": url, "error": result.sentence, "hint": result.hint}
    return document_of(result)


def document_of(made: "Capture") -> dict[str, Any]:
    """Return the JSON document of a new snapshot."""
    snapshot = made.snapshot
    return {
        "snapshot": snapshot.id,
        "source": made.source.id,
        "title": made.source.title,
        "url": snapshot.url,
        "final_url": snapshot.final_url,
        "status": snapshot.status,
        "stored": snapshot.stored,
        "failed": [{"url": failure.url, "reason": failure.reason} for failure in snapshot.failed],
        "quality": {"verdict": snapshot.quality.verdict, "reasons": snapshot.quality.reasons},
        "method": snapshot.method,
        "assurance": snapshot.assurance,
        "warc": snapshot.warc,
        "sha256": snapshot.warc_sha256,
        "bytes": snapshot.warc_bytes,
        "captured_at": snapshot.captured_at,
        "advice": _advice(snapshot),
    }


def watched_in(project: "Project", made: "Capture | StandfirstError") -> dict[str, Any]:
    """Return the claims that a new snapshot mentions, and print them to stderr."""
    if isinstance(made, StandfirstError):
        return {}
    sightings = project.watch_terms.look(made.snapshot.id)
    for claim, sighting in sightings[:SAID_CLAIMS]:
        say(
            f"{', '.join(sighting.terms)}: “{' '.join(sighting.passage.text.split())}”\n  bears on “{claim.text}” ({claim.id})"
        )
    if len(sightings) > SAID_CLAIMS:
        say(f"{len(sightings) - SAID_CLAIMS} more claims are affected by this capture; --json names them all.")
    return {
        "watched": [
            {
                "claim": claim.id,
                "terms": sighting.terms,
                "exact": sighting.passage.text,
                "start": sighting.passage.start,
            }
            for claim, sighting in sightings
        ]
    }


def line_of(document: dict[str, Any]) -> str:
    """Return the document as a line of text."""
    quality = document["quality"]
    reasons = f" ({', '.join(quality['reasons'])})" if quality["reasons"] else ""
    counts = f"{document['stored']} resources stored, {len(document['failed'])} failed"
    return (
        f"{document['snapshot']}  {document['title']}\n  {document['final_url']}  HTTP {document['status']}\n"
        f"  {counts} · quality: {quality['verdict']}{reasons}\n  sealed in {document['warc']}{ADVICE[document['advice']]}"
    )


def _advice(snapshot: "Snapshot") -> str:
    """Return the key in `ADVICE` of a capture method that may get the page itself, or empty."""
    codes = {one.code for one in snapshot.quality.remarks}
    if snapshot.method is Method.STATIC and codes & NEED_SCRIPTS:
        return "browser"
    return "visit" if codes & IN_PLACE else ""


COMMANDS = (capture,)
