"""The browser's responses as WARC records: HTTP/1.1 with decoded bodies, without the user's cookies."""

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.archive import WarcWriter
from core.capture.browser_program import BrowserResult
from core.errors import InputError
from core.model import Failure
from core.security import limits, urls

SECRET = ("cookie", "authorization", "proxy-authorization")
DECODED = ("content-encoding", "transfer-encoding")
OWN = ("content-length", "connection", "keep-alive")
ERROR_STATUS = 400
MOVED = range(300, 400)
DOCUMENT = "Document"


@dataclass(frozen=True)
class Answer:
    """A response to the browser. `body` is a file; `kind` and `frame` are Chromium's resource type and frame id."""

    url: str
    at: dt.datetime
    method: str
    status: int
    reason: str
    asked: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    post: str
    body: Path
    kind: str
    frame: str

    def header(self, name: str) -> str:
        """Return the first value of a header, or empty."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def mime(self) -> str:
        """The media type in lower case, without parameters."""
        return self.header("content-type").partition(";")[0].strip().lower()


def answers_of(came: BrowserResult) -> list[Answer]:
    """Return the valid responses in order of arrival."""
    answers = []
    for said in came.exchanges[: limits.PAGE_RESOURCES]:
        try:
            answers.append(_answer(said, came.folder))
        except (InputError, KeyError, TypeError, ValueError, OverflowError):  # not a line of ours
            continue
    return answers


def main_of(answers: Iterable[Answer], page_url: str) -> Answer | None:
    """Return the response that is the page: the last document of the main frame, preferring the page's URL."""
    documents = [answer for answer in answers if answer.kind == DOCUMENT and answer.status not in MOVED]
    top = [answer for answer in documents if answer.frame == documents[0].frame]
    same = [answer for answer in top if answer.url == page_url]
    return next(reversed(same or top), None)


def put(
    writer: WarcWriter, answers: Iterable[Answer], has: set[str], places: dict[str, str], *, visited: bool
) -> list[str]:
    """Write responses not yet stored and return their URLs; of several per URL the last that is not an error."""
    chosen: dict[tuple[str, str, str], Answer] = {}
    for answer in answers:
        key = (answer.method, answer.url, answer.post)
        if key not in chosen or answer.status < ERROR_STATUS or chosen[key].status >= ERROR_STATUS:
            chosen[key] = answer
    written = []
    for answer in chosen.values():
        if answer.url in has and answer.method == "GET":
            continue
        with answer.body.open("rb") as body:
            data = body.read()
        wire = io.BytesIO(_head(answer, len(data), visited=visited) + data)
        ip = places.get(urls.place(answer.url)[1], "")
        writer.exchange(answer.url, _request(answer), wire, at=answer.at, ip=ip)
        written.append(answer.url)
    return written


def failures_of(
    came: BrowserResult, answers: Iterable[Answer], known: set[str], refused: dict[str, str]
) -> list[Failure]:
    """Return resources that neither pass loaded, except `known` ones, with the gate's reason if it refused them."""
    errors = (answer for answer in answers if answer.status >= ERROR_STATUS and answer.url not in known)
    reasons = {answer.url: f"the server answered {answer.status} {answer.reason}".strip() for answer in errors}
    for said in came.failed[: limits.PAGE_RESOURCES]:
        try:
            url = urls.vet(str(said["url"]))
        except (InputError, KeyError):
            continue
        if url not in known:
            _, host, port = urls.place(url)
            reason = refused.get(host) or refused.get(f"{host}:{port}") or _line(str(said.get("reason", "")))
            reasons.setdefault(url, reason)
    return [Failure(url, reason) for url, reason in reasons.items()]


def _answer(said: dict[str, Any], folder: Path) -> Answer:
    status = int(said["status"])
    if not 100 <= status <= 599:  # noqa: PLR2004 - RFC 9110 §15
        raise ValueError(status)
    return Answer(
        url=urls.vet(str(said["url"])),
        at=dt.datetime.fromtimestamp(float(said["at"]), dt.UTC),
        method=_word(said["method"]),
        status=status,
        reason=_line(str(said["reason"])),
        asked=tuple((_word(name), _line(str(value))) for name, value in said["request_headers"]),
        headers=tuple((_word(name), _line(str(value))) for name, value in said["headers"]),
        post=str(said["post"]),
        body=folder / Path(str(said["body"])).name,
        kind=str(said["kind"]),
        frame=str(said["frame"]),
    )


def _head(answer: Answer, size: int, *, visited: bool) -> bytes:
    """Return the head of a response; encoding headers are renamed X-Archive-Orig-*, as other recorders do."""
    lines = [f"HTTP/1.1 {answer.status} {answer.reason}".rstrip()]
    for name, value in answer.headers:
        low = name.lower()
        if low in OWN or (visited and low == "set-cookie"):
            continue
        lines.append(f"{f'X-Archive-Orig-{name}' if low in DECODED else name}: {value}")
    return "\r\n".join((*lines, f"Content-Length: {size}", "", "")).encode("latin-1", "replace")


def _request(answer: Answer) -> bytes:
    host = urls.place(answer.url)[1]
    asked = [f"{name}: {value}" for name, value in answer.asked if name.lower() not in (*SECRET, "host")]
    first = f"{answer.method} {urls.target(answer.url)} HTTP/1.1"
    return "\r\n".join((first, f"Host: {host}", *asked, "", answer.post)).encode("utf-8", "replace")


def _word(value: object) -> str:
    """Return a header name or method; ValueError when it is not an RFC 9110 token."""
    text = str(value)
    if not text or not text.isascii() or not all(char.isalnum() or char in "!#$%&'*+-.^_`|~" for char in text):
        raise ValueError(text)
    return text


def _line(value: str) -> str:
    return "".join(char if char.isprintable() else " " for char in value)
