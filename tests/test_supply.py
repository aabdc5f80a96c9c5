"""What the program ships with: every licence is known, what asks something is named, and an audit that saw nothing is no pass."""

import json
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

from tests.data.supply import supply

ROOT = Path(__file__).parents[1]


def test_every_package_of_the_lock_has_a_licence_that_is_known():
    """A new dependency without one fails here: read its licence, and write it into READ of `.ci/supply.py`."""
    assert len(supply.shipped()) > 50
    assert [name for name in supply.shipped() if not supply.licence(name)] == []


def test_every_part_with_copyleft_is_named_and_every_part_that_is_named_is_shipped():
    named = {package for part in supply.NAMED for package in part.packages}
    asking = {name for name in supply.shipped() if supply.COPYLEFT.search(supply.licence(name))}
    assert {"certifi", "pikepdf", "pyside6"} <= asking <= named <= set(supply.shipped())
    assert all(supply.COPYLEFT.search(part.licence) for part in supply.NAMED)


def test_development_tools_are_not_shipped():
    assert not {"pytest", "mypy", "ruff", "hypothesis"} & set(supply.shipped())
    assert {"lxml", "pyside6-essentials", "courlan"} <= set(supply.shipped())


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ("License-Expression: MIT", "MIT"),
        ("License: Apache Software License", "Apache-2.0"),
        ("Classifier: License :: OSI Approved :: MIT License", "MIT"),
        ("License: BSD\nClassifier: License :: OSI Approved :: BSD License", "BSD"),
        ("Classifier: License :: OSI Approved :: BSD License", ""),
        ("Classifier: License :: OSI Approved", ""),
        ("License: UNKNOWN", ""),
        (f"License: {'word ' * 100}", ""),
        ("Summary: x", ""),
    ],
)
def test_a_licence_is_what_the_metadata_say_or_unknown(monkeypatch, fields, known):
    text = f"Metadata-Version: 2.1\nName: x\nVersion: 1\n{fields}\n"

    class Found(metadata.Distribution):
        def read_text(self, filename):
            return text if filename == "METADATA" else None

        def locate_file(self, path):
            return Path(path)

    monkeypatch.setattr(supply.metadata, "metadata", lambda _: Found().metadata)
    assert supply.licence("x") == known


def answers(monkeypatch, stdout, stderr="", code=0):
    """Let the auditor say something."""
    real = subprocess.run

    def run(command, **rest):
        if "pip-audit" not in command:
            return real(command, **rest)
        if isinstance(stdout, Exception):
            raise stdout
        return subprocess.CompletedProcess(command, code, stdout, stderr)

    monkeypatch.setattr(supply, "exported", lambda _: "")
    monkeypatch.setattr(supply.subprocess, "run", run)


def everything(**one):
    return [
        {"name": name, "version": version, "vulns": [], **(one.get(name.replace("-", "_"), {}))}
        for name, version in supply.shipped().items()
    ]


def test_an_audit_that_saw_everything_and_found_nothing_is_a_pass(monkeypatch, capsys):
    answers(monkeypatch, json.dumps({"dependencies": everything()}))
    assert supply.audit() == 0
    assert "NOT LOOKED AT" not in capsys.readouterr().out


def test_a_known_vulnerability_is_told(monkeypatch, capsys):
    hole = {"id": "CVE-1", "fix_versions": ["9"]}
    answers(monkeypatch, json.dumps({"dependencies": everything(lxml={"vulns": [hole]})}), code=1)
    assert supply.audit() == 1
    assert "CVE-1, mended in 9" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("stdout", "named"),
    [
        ("", "no route to the index"),
        ("[]", "no route to the index"),
        ("not json", "no route to the index"),
        (OSError("no uv"), "OSError"),
        (subprocess.TimeoutExpired("uv", 1), "TimeoutExpired"),
    ],
)
def test_an_audit_that_could_not_be_made_is_no_pass(monkeypatch, capsys, stdout, named):
    answers(monkeypatch, stdout, "a line\nno route to the index", 1)
    assert supply.audit() == 3
    said = capsys.readouterr().out
    assert "NOT LOOKED AT" in said
    assert named in said


def test_an_audit_that_passed_over_a_package_is_no_pass(monkeypatch, capsys):
    """Skipped by the auditor with its reason, or not mentioned at all."""
    seen = [one for one in everything() if one["name"] != "lxml"]
    skipped = {"name": "lxml", "skip_reason": "Dependency not found and could not be audited: lxml (6)"}
    for dependencies in ([*seen, skipped], seen, []):
        answers(monkeypatch, json.dumps({"dependencies": dependencies}))
        assert supply.audit() == 3
        assert "lxml" in capsys.readouterr().out


@pytest.mark.skipif(not (shutil.which("uv") or (ROOT / ".tools/bin/uv").exists()), reason="needs uv")
def test_the_bill_of_materials_names_every_package_with_digest_and_licence(tmp_path):
    assert supply.sbom(tmp_path / "a" / "bill.json") == 0
    bill = json.loads((tmp_path / "a" / "bill.json").read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert {one["name"] for one in bill["components"]} == set(supply.shipped())
    for one in bill["components"]:
        assert one["licenses"][0].get("expression") or one["licenses"][0]["license"]["name"]
        assert one["version"]
        assert any(place["hashes"] for place in one["externalReferences"])
