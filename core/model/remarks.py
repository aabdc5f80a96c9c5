"""Remarks on a capture: stored as a code with parameters, and turned into a sentence only here.

What a capture proves and why a page is doubtful is decided at capture and stored permanently in rows and sealed logs;
the wording can improve later. Captures from before codes hold sentences: these are remarks with the code `said`, shown
verbatim.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """The meaning of a remark. Sealed files contain codes, so a code never changes its meaning."""

    SAID = "said"
    # what a capture proves
    LIMIT = "limit"
    SERVER_BYTES = "server_bytes"
    CERTIFICATE = "certificate"
    UNENCRYPTED = "unencrypted"
    PROXY_RESOLVED = "proxy_resolved"
    CUT = "cut"
    BROWSER = "browser"
    VISITED = "visited"
    SERVER_BYTES_TOO = "server_bytes_too"
    DECODED_BEYOND = "decoded_beyond"
    DECODED = "decoded"
    BROWSER_CERTIFICATE = "browser_certificate"
    PROXY = "proxy"
    FILE_SEALED = "file_sealed"
    ORIGIN_UNKNOWN = "origin_unknown"
    COPY_OF = "copy_of"
    COPY_SAVED = "copy_saved"
    COPIED = "copied"
    MADE_OF = "made_of"
    SIGNED_BY = "signed_by"
    # the clock that gave the time
    OWN_CLOCK = "own_clock"
    CLOCK_OF_FILE = "clock_of_file"
    # why a page may not be the one that was wanted
    HTTP_ERROR = "http_error"
    ROBOT_CHECK = "robot_check"
    COOKIE_QUESTION = "cookie_question"
    LOGIN = "login"
    NOTHING_HERE = "nothing_here"
    NEEDS_SCRIPTS = "needs_scripts"
    LITTLE_TEXT = "little_text"
    EMPTY_WITHOUT_SCRIPTS = "empty_without_scripts"
    NO_TEXT = "no_text"
    OTHER_LANGUAGE = "other_language"
    PAYWALL = "paywall"
    PARKED = "parked"
    OUT_OF_SERVICE = "out_of_service"
    AGE_QUESTION = "age_question"
    REGION = "region"
    STOPOVER = "stopover"
    BROWSER_FAILED = "browser_failed"
    BROWSER_SILENT = "browser_silent"
    TOO_LARGE_TO_READ = "too_large_to_read"
    UNREADABLE = "unreadable"
    NO_PAGE_IN_MHTML = "no_page_in_mhtml"
    CHARSET_GUESSED = "charset_guessed"
    GARBLED = "garbled"
    LETTERS_LOST = "letters_lost"
    OVERFULL = "overfull"
    NO_CITATION_DATA = "no_citation_data"
    INCOMPLETE = "incomplete"
    # why a later capture says nothing about a passage
    SHARES_NOTHING = "shares_nothing"
    ENDS_BEFORE = "ends_before"
    WITHOUT_SURROUNDINGS = "without_surroundings"
    NOT_COMPARED = "not_compared"


SENTENCES: Mapping[Code, str] = {
    Code.SAID: "{text}",
    Code.LIMIT: "A digest made here shows that the file was not changed since; it does not show that everyone was sent the same page.",
    Code.SERVER_BYTES: "The bytes that the server sent were sealed as they came, without running the page's scripts.",
    Code.CERTIFICATE: "The connection was encrypted and the server's certificate was checked and kept.",
    Code.UNENCRYPTED: "The connection was not encrypted, so that someone on the way could have changed the page.",
    Code.PROXY_RESOLVED: "A proxy stood between, which looked up the address; the server's own address is not known.",
    Code.CUT: "The page was cut before its end.",
    Code.BROWSER: "The page was shown in a browser and sealed as it was seen: its markup after the scripts had run, its text and a picture of it.",
    Code.VISITED: "A person prepared the page in the browser first, logged in where that was needed; the cookies were left out of the file.",
    Code.SERVER_BYTES_TOO: "The bytes that the server sent without scripts were sealed as they came.",
    Code.DECODED_BEYOND: "What the browser fetched beyond the static capture was sealed as it decoded it, not as it crossed the wire.",
    Code.DECODED: "Answers were sealed as the browser decoded them, not as they crossed the wire.",
    Code.BROWSER_CERTIFICATE: "The browser checked the server's certificate.",
    Code.PROXY: "A proxy stood between; the server's own address is not known.",
    Code.FILE_SEALED: "The file “{file}” was sealed as it was, byte for byte; its own SHA-256 is {sha256}.",
    Code.ORIGIN_UNKNOWN: "Where it came from and who made it is not known to this program.",
    Code.COPY_OF: "The file says that it is a copy of {url}; that is not proved.",
    Code.COPY_SAVED: "The file says that it is a copy of {url}, saved at {at}; that is not proved.",
    Code.COPIED: "The records of this page were copied byte for byte from the archive “{file}” (SHA-256 {sha256}), which another program made: that the page was sent like this, and when, rests on that program and on who kept the file.",
    Code.MADE_OF: "Records in it were made of what the archive has in another form ({what}).",
    Code.SIGNED_BY: "It is signed by {who}; who that is was not checked.",
    Code.OWN_CLOCK: "the clock of this computer, in UTC",
    Code.CLOCK_OF_FILE: "as written in {file}",
    Code.HTTP_ERROR: "the server answered with an error (HTTP {status})",
    Code.ROBOT_CHECK: "this looks like a check for robots in place of the page",
    Code.COOKIE_QUESTION: "this looks like a question about cookies in place of the page",
    Code.LOGIN: "this looks like a login in place of the page",
    Code.NOTHING_HERE: "this looks like a page that says that there is nothing here, though the server calls it a success",
    Code.NEEDS_SCRIPTS: "the page shows almost no text without its scripts",
    Code.LITTLE_TEXT: "the page shows little text; its scripts may bring more",
    Code.EMPTY_WITHOUT_SCRIPTS: "This page shows no text without its scripts.",
    Code.NO_TEXT: "the page shows no text",
    Code.OTHER_LANGUAGE: "the server led to another language of the page (“{got}” in place of “{wanted}”)",
    Code.PAYWALL: "the page may stop at a paywall or a login",
    Code.PARKED: "this looks like a domain for sale or a server without a site in place of the page",
    Code.OUT_OF_SERVICE: "this looks like a notice of maintenance or of a fault of the server in place of the page",
    Code.AGE_QUESTION: "this looks like a question about the reader's age in place of the page",
    Code.REGION: "this looks like a notice that the page is not shown in this country",
    Code.STOPOVER: "this looks like a stop on the way to the page",
    Code.BROWSER_FAILED: "the browser could not show the page: {why}",
    Code.BROWSER_SILENT: "the browser could not show the page: it got no answer",
    Code.TOO_LARGE_TO_READ: "the file is too large for its text to be read",
    Code.UNREADABLE: "its text could not be read: {why}",
    Code.CHARSET_GUESSED: "it does not say how its letters are encoded; reading them as {charset} is a guess",
    Code.GARBLED: "its letters look garbled as {charset}; as {other} fewer of them do",
    Code.LETTERS_LOST: "some of its letters look garbled",
    Code.NO_PAGE_IN_MHTML: "there is no page in this MHTML file",
    Code.OVERFULL: "an element of the page has more attributes than are read",
    Code.NO_CITATION_DATA: "no title, author or date could be read from it: {why}",
    Code.INCOMPLETE: "The sealed bytes of the page are not sound: {why}.",
    Code.SHARES_NOTHING: "nothing of the sealed article stands on it",
    Code.ENDS_BEFORE: "it ends before the place where the passage stood",
    Code.WITHOUT_SURROUNDINGS: "what stood around the passage is not on it either",
    Code.NOT_COMPARED: "the same picture or recording is not in it, and parts are not looked for in another one",
}
# What a capture looks like that could not be read as before.
LOOKS: Mapping[str, str] = {
    Code.HTTP_ERROR: "an error (HTTP {status})",
    Code.ROBOT_CHECK: "a check for robots",
    Code.COOKIE_QUESTION: "a question about cookies",
    Code.LOGIN: "a login",
    Code.NOTHING_HERE: "a page that says there is nothing here",
    Code.NEEDS_SCRIPTS: "a page without its text",
    Code.LITTLE_TEXT: "a page without its text",
    Code.EMPTY_WITHOUT_SCRIPTS: "a page without its text",
    Code.NO_TEXT: "a page without text",
    Code.OTHER_LANGUAGE: "another language of the page",
    Code.PAYWALL: "a paywall",
    Code.SHARES_NOTHING: "another page",
    Code.ENDS_BEFORE: "the beginning of the page alone",
    Code.WITHOUT_SURROUNDINGS: "a page without the article, or with a part of it",
}


@dataclass(frozen=True)
class Remark:
    """A code, which this version may not know, with its parameters in the order of their names."""

    code: str
    params: tuple[tuple[str, str | int], ...] = ()

    @property
    def sentence(self) -> str:
        """The sentence; for an unknown code, the code and its parameters."""
        params = dict(self.params)
        try:
            return SENTENCES[Code(self.code)].format_map(params)
        except (KeyError, ValueError):
            return " ".join((f"[{self.code}]", *(f"{name}: {value}" for name, value in self.params)))


Remarks = tuple[Remark, ...]


def remark(code: Code, **params: str | int) -> Remark:
    """Return a remark with its parameters."""
    return Remark(code.value, tuple(sorted(params.items())))


def said(*texts: str) -> Remarks:
    """Return remarks that already are sentences, such as those of errors; empty ones are dropped."""
    return tuple(remark(Code.SAID, text=text) for text in texts if text)


def sentences(remarks: Iterable[Remark]) -> tuple[str, ...]:
    """Return the sentence of each remark."""
    return tuple(one.sentence for one in remarks)


def looks_like(remarks: Iterable[Remark]) -> str:
    """Return what a capture looks like, such as “looks like a login”, and the sentences of remarks that have no look."""
    told = tuple(remarks)
    looks = dict.fromkeys(look for one in told if (look := _look(one)))
    named = [f"looks like {' or '.join(looks)}"] if looks else []
    return "; ".join([*named, *(one.sentence for one in told if not _look(one))])


def _look(one: Remark) -> str:
    try:
        return LOOKS[one.code].format_map(dict(one.params))
    except KeyError:  # a code without a look, or one without its parameter
        return ""


def to_plain(one: Remark) -> str | dict[str, str | int]:
    """Return a remark as a JSON value: an object with its code, or a string for `said`."""
    params = dict(one.params)
    return str(params["text"]) if one.code == Code.SAID and list(params) == ["text"] else {"code": one.code, **params}


def from_plain(value: object) -> Remark:
    """Return the remark from a JSON value; an unknown form is shown verbatim."""
    if not isinstance(value, Mapping) or not isinstance(value.get("code"), str):
        return remark(Code.SAID, text=str(value))
    params = {str(name): _param(param) for name, param in value.items() if name != "code"}
    return Remark(value["code"], tuple(sorted(params.items())))


def all_to_plain(remarks: Remarks) -> str | list[str | dict[str, str | int]]:
    """Return remarks as a JSON value: a list, or a string for a single `said` or none."""
    plain = [to_plain(one) for one in remarks]
    if not plain:
        return ""
    return plain[0] if len(plain) == 1 and isinstance(plain[0], str) else plain


def all_from_plain(value: object) -> Remarks:
    """Return remarks from a JSON value; an unknown form is shown verbatim."""
    return tuple(from_plain(one) for one in value) if isinstance(value, list) else said(str(value))


def to_text(remarks: Remarks) -> str:
    """Return remarks for a text column: JSON, or a plain sentence."""
    plain = all_to_plain(remarks)
    if isinstance(plain, str) and not plain.startswith("["):
        return plain
    return json.dumps([plain] if isinstance(plain, str) else plain, ensure_ascii=False)


def from_text(text: str) -> Remarks:
    """Return the remarks of a text column: JSON codes, or a sentence from before codes."""
    if text.startswith("["):
        try:
            return all_from_plain(json.loads(text))
        except (ValueError, RecursionError):
            pass
    return said(text)


def _param(value: Any) -> str | int:
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)
