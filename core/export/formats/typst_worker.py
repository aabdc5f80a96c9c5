"""Typeset a folder's `brief.typ` as `brief.pdf`: a separate program, so that it can be killed and its memory is freed.

Run as `python -I typst_worker.py FOLDER`. Prints one JSON object: {"error": text, "missing": [characters without a
font], "lacking": [requested fonts not installed]}. It imports nothing of ours, to start as fast as typst loads.
"""

import json
import re
import sys
from pathlib import Path

MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


def typeset(folder: Path) -> dict[str, object]:
    """Return error, missing characters and fonts, empty on success; typst checks PDF/A-3a and PDF/UA-1."""
    import typst

    fonts = typst.Fonts()
    lacking = choose(folder / "brief.json", fonts.families())
    # a later part starts without a level-1 heading and so fails the check for PDF/UA
    later = json.loads((folder / "brief.json").read_text(encoding="utf-8"))["part"]
    try:
        typst.compile(
            folder / "brief.typ",
            output=folder / "brief.pdf",
            root=folder,
            font_paths=fonts,
            pdf_standards=["a-3a"] if later else ["a-3a", "ua-1"],
        )
    except typst.TypstError as error:
        missing = sorted({letter for text in MISSING.findall(error.diagnostic) for letter in unescaped(text)})
        return {"error": error.diagnostic or error.message, "missing": missing, "lacking": lacking}
    return {"error": "", "missing": [], "lacking": lacking}


def choose(path: Path, families: list[str]) -> list[str]:
    """Reduce each list of fonts to those installed (typst warns about others).

    Returns the requested fonts not installed.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    known = set(families)
    data["fonts"] = {role: [name for name in wanted if name in known] for role, wanted in data["fonts"].items()}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return [name for name in data["asked"] if name not in known]


def unescaped(text: str) -> str:
    """Return text of a diagnostic with its escapes resolved."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace('\\"', '"').replace("\\\\", "\\")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(typeset(Path(sys.argv[1]))))
