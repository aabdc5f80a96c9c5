"""Typeset `brief.typ` of a folder as `brief.pdf`: a program of its own, so that it can be stopped and gives its memory back.

Run as `python -I typst_worker.py FOLDER`. Prints one JSON object: {"error": text, "missing": [characters without a font], "lacking": [fonts asked for that are not here]}.
It imports nothing of ours: it starts in the time that typst takes to load.
"""

import json
import re
import sys
from pathlib import Path

MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


def typeset(folder: Path) -> dict[str, object]:
    """Return what went wrong, or empty values; the PDF is PDF/A-3a and PDF/UA-1 as typst checks them."""
    import typst

    fonts = typst.Fonts()
    lacking = choose(folder / "brief.json", fonts.families())
    later = json.loads((folder / "brief.json").read_text(encoding="utf-8"))["part"]  # begins with no heading of level 1
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
    """Keep of each list of wanted fonts those that this computer has (typst warns of the others); return what is lacking of those asked for."""
    data = json.loads(path.read_text(encoding="utf-8"))
    known = set(families)
    data["fonts"] = {role: [name for name in wanted if name in known] for role, wanted in data["fonts"].items()}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return [name for name in data["asked"] if name not in known]


def unescaped(text: str) -> str:
    """Return text of a diagnostic without the escapes of its notation."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace('\\"', '"').replace("\\\\", "\\")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(typeset(Path(sys.argv[1]))))
