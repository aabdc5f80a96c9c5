"""Sentences of public translation files, each with the kind of page that it belongs to: what `fit_quality.py` learns words from.

    python tests/data/quality_words.py FOLDER

FOLDER holds unpacked packages, one folder each, named as in SOURCES. A sentence is labelled once, in English, by the rules
below or by the file that it comes from; its translations have the same label. Only weights of letter groups are shipped, never
a sentence.
"""

import ast
import gettext
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCES = {  # folder: (where from, licence)
    "klaro": ("npm klaro 0.7.22", "BSD-3-Clause"),
    "tarteaucitronjs": ("npm tarteaucitronjs 1.34.0", "MIT"),
    "altcha": ("npm altcha 3.2.2", "MIT"),
    "friendlycaptcha": ("npm @friendlycaptcha/sdk 1.0.2", "MPL-2.0"),
    "keycloakify": ("npm keycloakify 11.16.0, messages of Keycloak", "Apache-2.0"),
    "ghost": ("npm ghost 5.130.6, its @tryghost/i18n", "MIT"),
    "uppy": ("npm @uppy/locales 5.2.0", "MIT"),
    "django": ("PyPI Django 5.2.19", "BSD-3-Clause"),
    "allauth": ("PyPI django-allauth 65.22.1", "MIT"),
    "wagtail": ("PyPI wagtail 8.0.1", "BSD-3-Clause"),
    "indico": ("PyPI indico 3.2.9", "MIT"),
    "misago": ("PyPI misago 0.39.6", "GPL-2.0"),
    "plone": ("PyPI plone.app.locales 7.0.4", "GPL-2.0"),
    "pretix": ("PyPI pretix 2026.8.0", "AGPL-3.0"),
    "ckan": ("PyPI ckan 2.12.0", "AGPL-3.0"),
    "mediawiki": ("Debian mediawiki 1.39.17", "GPL-2.0"),
    "wordpress": ("Debian wordpress-l10n 6.1.9", "GPL-2.0"),
    "squid": ("Debian squid-langpack 20220130", "GPL-2.0"),
    "apache2": ("Debian apache2-data 2.4.71", "Apache-2.0"),
    "lemonldap": ("Debian liblemonldap-ng-portal-perl 2.16.1", "GPL-2.0"),
}
RULES = (  # in English; the first that fits
    (
        "consent",
        r"\bcookies?\b|\bconsent|\btrack(ing|ers?)\b|third.party (services|content)|privacy (settings|preferences)",
    ),
    (
        "robot",
        (
            r"captcha|\brobots?\b|\bhuman\b|\bbots?\b|suspicious|too many (requests|attempts|login|actions)|rate.?limit|\bblocked\b|\bbanned\b"
            r"|access (is |was )?(denied|forbidden)|forbidden|permission denied|(not|n't) (allowed|authori[sz]ed|permitted|have (permission|access|sufficient))"
            r"|security (check|reasons)|csrf|automated|\babuse\b|IP address"
        ),
    ),
    (
        "paywall",
        r"\bsubscri(be|bing|ption|ptions|bers?)\b|\bpaid\b|premium|paying|\bupgrade\b|membership|\bper (month|year)\b|free trial|\bplan\b",
    ),
    ("age", r"years? old|date of birth|\badults?\b|\bunderage\b|\bage\b|mature"),
    ("region", r"\bcountry\b|\bregions?\b|your location"),
    ("shell", r"javascript|(browser|device).*(support|outdated|enable)|(support|outdated|enable).*browser|\bloading\b"),
    (
        "missing",
        (
            r"not (be )?found|(no longer|not|n't) (exist|available)|(has|have|was|were|been) (been )?(deleted|removed|moved)|no such|404"
            r"|no (page|article|results?|content|item)s? (found|match|here|yet)|(page|article|file|post).*(missing|expired)|nothing (was )?found|broken link"
        ),
    ),
    (
        "maintenance",
        (
            r"maintenance|temporar|try again (later|in)|unavailable|server error|went wrong|internal error|database (error|connection)|overload"
            r"|unexpected|upgrading|read.only|failed to (connect|load|open|fetch)|cannot (connect|be reached)|(error|exception) (occurred|has)|time(d)? ?out|service"
        ),
    ),
    (
        "stopover",
        r"redirect|being (taken|sent)|leaving|will be (taken|sent)|external (site|link)|continue to\b|click here if",
    ),
    (
        "login",
        (
            r"\blog(ged)? ?(in|on)\b|\bsign(ed)? ?(in|up)\b|password|passkey|\bregist(er|ration)|\baccounts?\b|user ?name|two.factor|authenticat"
            r"|verification code|one.time|create an account|single sign|\bidentity provider"
        ),
    ),
    ("parked", r"\bdomain\b|web ?site (is|has been) (successfully )?(installed|created|set up)|hosting|default page"),
)
COMPILED = tuple((kind, re.compile(rule, re.IGNORECASE)) for kind, rule in RULES)
FILES = (  # by the name of an error file: what it says
    (r"NOT_FOUND|GONE|INVALID_URL|URN_RESOLVE|ZERO_SIZE", "missing"),
    (r"DENIED|FORBIDDEN|BAD_REQUEST|TOO_BIG|QUOTA|INVALID_REQ", "robot"),
    (r"UNAUTHORIZED", "login"),
    (r"SERVICE_UNAVAILABLE|SERVER_ERROR|GATEWAY|TIME|CONNECT|DNS|SHUTTING|FAIL|READ|WRITE|FORWARD", "maintenance"),
)
NONE = "none"
TAG, GAP = re.compile(r"<!--.*?-->|<[^>]*>|%\(?\w+\)?s?|\{+[^}]*\}+|\$\d|\[\[|\]\]|'''?", re.DOTALL), re.compile(r"\s+")
SHORTEST, LONGEST = 3, 600
TRANSLATED = re.compile(
    r"""^\s*"?([\w$.-]+)"?\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)\s*,?\s*$""", re.MULTILINE
)
PHP = re.compile(r"""^\$lang\['([\w$.-]+)'\]\s*=\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*");""", re.MULTILINE)
Sentence = tuple[str, str, str]  # kind, language, text


def kind_of(english: str) -> str:
    """Return the kind of a sentence in English, or NONE."""
    return next((kind for kind, rule in COMPILED if rule.search(english)), NONE)


def clean(text: str) -> str:
    """Return a sentence without markup and placeholders."""
    return GAP.sub(" ", TAG.sub(" ", text.replace("&nbsp;", " "))).strip()


def unquoted(literal: str) -> str:
    """Return the text of a string literal of JavaScript or PHP."""
    try:
        return str(ast.literal_eval(literal)) if literal[0] != "`" else literal[1:-1]
    except (ValueError, SyntaxError):
        return literal[1:-1]


def tables(files: list[tuple[str, dict[str, str]]], fixed: str = "") -> Iterator[Sentence]:
    """Yield the sentences of tables (language, key to text): all of kind `fixed`, or as the English ones say."""
    english: dict[str, str] = {}
    for language, table in files:
        if language.lower() in {"en", "en-us", "en_us"}:
            english |= {key: english.get(key) or text for key, text in table.items()}
    for language, table in files:
        for key, text in table.items():
            said = english.get(key) or key.replace("_", " ")
            yield fixed or kind_of(clean(said)), language, text


def catalogues(folder: Path, *names: str) -> Iterator[Sentence]:
    """Yield the sentences of compiled gettext files below LANGUAGE/LC_MESSAGES, or named LANGUAGE.mo or NAME-LANGUAGE.mo."""
    grouped: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for path in sorted(folder.rglob("*.mo")):
        if names and path.stem not in names:
            continue
        nested = path.parent.name == "LC_MESSAGES"
        language = path.parent.parent.name if nested else path.stem.rpartition("-")[2]
        try:
            with path.open("rb") as stream:
                found: dict[Any, str] = vars(gettext.GNUTranslations(stream))["_catalog"]
        except (OSError, UnicodeDecodeError, ValueError):
            continue
        table = {
            (key if isinstance(key, str) else key[0]).rpartition("\x04")[2]: text for key, text in found.items() if key
        }
        grouped.setdefault(path.name if nested else "", []).append((language, table))
    for files in grouped.values():
        yield from tables(files)


def matched(paths: list[Path], pattern: re.Pattern[str], fixed: str = "") -> Iterator[Sentence]:
    """Yield the sentences of JavaScript, TypeScript or PHP files, a language each."""
    files = []
    for path in paths:
        language = re.sub(r"^tarteaucitron\.|\.min$", "", path.stem)
        language = path.parent.name if language in {"lang", "messages"} else language
        found = pattern.findall(path.read_text("utf-8", "replace"))
        files.append((language, {key: unquoted(literal) for key, literal in found}))
    yield from tables(files, fixed)


def objects(paths: list[Path], language: str = "stem") -> Iterator[Sentence]:
    """Yield the sentences of JSON files, a language each: by the name of the file or its folder."""
    files = []
    for path in paths:
        try:
            table = json.loads(path.read_text("utf-8"))
        except (ValueError, UnicodeDecodeError):
            continue
        name = path.stem if language == "stem" else path.parent.name
        files.append((name, {key: text for key, text in table.items() if isinstance(text, str)}))
    yield from tables(files)


def yaml_values(paths: list[Path], fixed: str) -> Iterator[Sentence]:
    """Yield the values of flat or nested YAML files of one kind."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            _, colon, text = line.partition(": ")
            if colon and len(text.strip()) > SHORTEST:
                yield fixed, path.stem, text.strip().strip("'\"|>")


def errors(paths: list[Path]) -> Iterator[Sentence]:
    """Yield the sentences of error pages, whose kind their file names tell."""
    for path in paths:
        kind = next((kind for rule, kind in FILES if re.search(rule, path.name)), "")
        if kind:
            body = TAG.sub(
                "\n",
                re.sub(
                    r"<style.*?</style>|Content-\w+:.*|-{5,}\w*-*",
                    "\n",
                    path.read_text("utf-8", "replace"),
                    flags=re.DOTALL if "squid" in str(path) else 0,
                ),
            )
            for line in re.split(r"\n\s*\n", body):
                yield kind, path.parent.name, line
            for title in re.findall(r'value="([^"]{4,80})"', path.read_text("utf-8", "replace")):
                yield kind, "", title


def sentences(root: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield source, kind, language and text of every sentence under `root`."""
    for name in SOURCES:
        folder = root / name
        if not folder.is_dir():
            print(f"not there: {name}", file=sys.stderr)
            continue
        for kind, language, text in _of(name, folder):
            tidy = clean(text)
            if SHORTEST <= len(tidy) <= LONGEST and any(letter.isalpha() for letter in tidy):
                yield name, kind, language, tidy


def _of(name: str, folder: Path) -> Iterator[Sentence]:
    reader = READERS.get(name, catalogues)
    return reader(folder)


def _friendlycaptcha(folder: Path) -> Iterator[Sentence]:
    text = (folder / "package/src/sdk/localization.js").read_text("utf-8")
    return (("robot", "", unquoted(literal)) for _, literal in TRANSLATED.findall(text))


def _tarteaucitron(folder: Path) -> Iterator[Sentence]:
    paths = [path for path in sorted(folder.glob("package/lang/*.js")) if ".min" not in path.name]
    return matched(paths, TRANSLATED, "consent")


def _altcha(folder: Path) -> Iterator[Sentence]:
    paths = [path for path in sorted(folder.glob("package/dist/i18n/*.js")) if len(path.stem) < 6]
    return matched(paths, TRANSLATED, "robot")


READERS = {  # the others are read as compiled gettext files
    "klaro": lambda folder: yaml_values(sorted(folder.glob("package/src/translations/*.yml")), "consent"),
    "tarteaucitronjs": _tarteaucitron,
    "altcha": _altcha,
    "friendlycaptcha": _friendlycaptcha,
    "keycloakify": lambda folder: matched(
        sorted(folder.glob("package/src/*/i18n/messages_defaultSet/??*.ts")), TRANSLATED
    ),
    "uppy": lambda folder: matched(sorted(folder.glob("package/lib/*.js")), TRANSLATED),
    "ghost": lambda folder: objects(sorted(folder.glob("package/components/package/locales/*/*.json")), "folder"),
    "mediawiki": lambda folder: objects(sorted(folder.rglob("languages/i18n/*.json"))),
    "lemonldap": lambda folder: objects(sorted(folder.rglob("htdocs/static/languages/*.json"))),
    "squid": lambda folder: errors(sorted(folder.rglob("ERR_*"))),
    "apache2": lambda folder: errors(sorted(folder.rglob("HTTP_*.var"))),
}


def main() -> None:
    """Print how many sentences there are of each kind and source."""
    found = Counter((source, kind) for source, kind, _, _ in sentences(Path(sys.argv[1])))
    for (source, kind), count in sorted(found.items()):
        print(f"{source:16} {kind:12} {count}")


if __name__ == "__main__":
    main()
