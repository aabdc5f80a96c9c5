"""Turn addresses such as `#exhibit-3` in a folder's `brief.pdf` into internal links: a separate program.

Run as `python -I pdf_links.py FOLDER`; `jumps.json` there has the key of each heading in order and the footnote of each
key. Prints one JSON object: {"error": text}. ISO 32000-1, 12.3.2 (destinations) and 12.5.6.5 (link annotations).
"""

import json
import sys
from pathlib import Path
from typing import Any

ABOVE = 6  # points shown above a target
Place = tuple[Any, float, float]  # page, and a point on it


def link(folder: Path) -> str:
    """Rewrite the file; returns an error message, or empty."""
    import pikepdf

    jumps = json.loads((folder / "jumps.json").read_text(encoding="utf-8"))
    with pikepdf.open(folder / "brief.pdf", allow_overwriting_input=True) as pdf:
        waiting = list(_addressed(pdf))
        heads = _headings(pdf)
        if len(heads) != len(jumps["heads"]):
            return f"{len(heads)} bookmarks for {len(jumps['heads'])} headings"
        places = dict(zip(jumps["heads"], heads, strict=True))
        for page, note, name in waiting:
            if name.startswith(("fn-", "mk-")):  # mark and note link to each other, so each gives the other's place
                other = {"fn-": "mk-", "mk-": "fn-"}[name[:3]] + name[3:]
                places.setdefault(other, (page.obj, float(note.Rect[0]), float(note.Rect[3])))
        places |= {key: places[f"mk-{number}"] for key, number in jumps["notes"].items() if f"mk-{number}" in places}
        for _, note, name in waiting:
            if name not in places:
                return f"no place is called {name}"
            page_of, left, top = places[name]
            del note["/A"]
            note.Dest = pikepdf.Array([page_of, pikepdf.Name.XYZ, left, top + ABOVE, None])
            note.Contents = pikepdf.String(_told(name))
        pdf.save(folder / "brief.pdf", object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return ""


def _addressed(pdf: Any) -> "Any":
    """Yield page, annotation and target name for each address that is to become an internal link."""
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            action = note.get("/A")
            address = bytes(action.get("/URI", b"")) if action is not None else b""
            if address.startswith(b"#"):
                yield page, note, address[1:].decode()


def _headings(pdf: Any) -> list[Place]:
    """Return the place of each bookmark, in reading order."""
    places: list[Place] = []
    waiting = [pdf.Root.Outlines.First] if "/Outlines" in pdf.Root and "/First" in pdf.Root.Outlines else []
    while waiting:
        item = waiting.pop()
        target = item.Dest if "/Dest" in item else item.A.D
        places.append((target[0], float(target[2]), float(target[3])))
        waiting += [item[key] for key in ("/Next", "/First") if key in item]
    return places


def _told(name: str) -> str:
    """Return the accessible description of a link."""
    kind, _, number = name.partition("-")
    return f"{ {'fn': 'footnote', 'mk': 'text with footnote'}.get(kind, kind) } {number}".strip()


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"error": link(Path(sys.argv[1]))}))
