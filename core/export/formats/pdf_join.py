"""Join the parts of a long PDF (`part-0.pdf`, `part-1.pdf`, …) into `brief.pdf`: a separate program.

Run as `python -I pdf_join.py FOLDER COUNT`; `jumps.json` there has the level of each heading in order. The typesetter
keeps all its layout in memory, so a long brief is typeset in parts; their pages, structure trees (ISO 32000-1, 14.7)
and bookmarks are merged here. Metadata, language and attachments come from the first part. Prints one JSON object:
{"error": text}.
"""

import json
import sys
from pathlib import Path
from typing import Any


def join(folder: Path, count: int) -> str:
    """Write the joined file; returns an error message, or empty."""
    import pikepdf

    levels = json.loads((folder / "jumps.json").read_text(encoding="utf-8"))["levels"]
    with pikepdf.open(folder / "part-0.pdf") as whole:
        marks = _bookmarks(whole, 0)
        for number in range(1, count):
            with pikepdf.open(folder / f"part-{number}.pdf") as part:
                marks += _bookmarks(part, len(whole.pages))
                _append(whole, part, number)
        if len(marks) != len(levels):
            return f"{len(marks)} bookmarks for {len(levels)} headings"
        _mark(whole, marks, levels)
        modes = pikepdf.ObjectStreamMode
        whole.save(folder / "brief.pdf", object_stream_mode=modes.generate, compress_streams=True)
    return ""


def _append(whole: Any, part: Any, number: int) -> None:
    """Append the pages of a part and merge its structure tree; page keys and element ids are made unique."""
    import pikepdf

    tree, other = whole.Root.StructTreeRoot, part.Root.StructTreeRoot
    shift = int(tree.ParentTreeNextKey)
    _renamed(part, other, number)
    for page in part.pages:
        for holder, key in [
            (page.obj, "/StructParents"),
            *((note, "/StructParent") for note in page.get("/Annots", [])),
        ]:
            if key in holder:
                holder[key] = int(holder[key]) + shift
    whole.pages.extend(part.pages)
    taken = whole.copy_foreign(part.make_indirect(other))
    document = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
    added = taken.K[0] if isinstance(taken.K, pikepdf.Array) else taken.K
    for child in added.K:
        child.P = document
        document.K.append(child)
    numbers = list(taken.ParentTree.Nums)
    for key, held in zip(numbers[::2], numbers[1::2], strict=True):
        tree.ParentTree.Nums.extend([int(key) + shift, held])
    tree.ParentTreeNextKey = shift + int(taken.ParentTreeNextKey)
    for role, meaning in taken.get("/RoleMap", {}).items():
        tree.RoleMap[role] = meaning
    if "/IDTree" in taken:
        tree.IDTree.Names.extend(list(taken.IDTree.Names))


def _renamed(part: Any, tree: Any, number: int) -> None:
    """Prefix the ids of structure elements, and references to them in table cells, with the part's number."""
    import pikepdf

    def new(name: Any) -> Any:
        return pikepdf.String(f"{number:04} {name}")

    for element in part.objects:
        if not isinstance(element, pikepdf.Dictionary) or element.get("/Type") != "/StructElem":
            continue
        if "/ID" in element:
            element.ID = new(element.ID)
        for attributes in _listed(element.get("/A")):
            if isinstance(attributes, pikepdf.Dictionary) and "/Headers" in attributes:
                attributes.Headers = pikepdf.Array([new(name) for name in attributes.Headers])
    if "/IDTree" in tree:
        names = list(tree.IDTree.Names)
        tree.IDTree.Names = pikepdf.Array([new(one) if place % 2 == 0 else one for place, one in enumerate(names)])


def _listed(value: Any) -> list[Any]:
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else [] if value is None else [value]


def _bookmarks(pdf: Any, before: int) -> list[tuple[str, int, float, float]]:
    """Return title, page, left and top of each bookmark in reading order.

    `before` is the number of pages before this part.
    """
    pages = {page.objgen: before + number for number, page in enumerate(pdf.pages)}
    marks, waiting = [], [pdf.Root.Outlines.First] if "/First" in pdf.Root.get("/Outlines", {}) else []
    while waiting:
        item = waiting.pop()
        target = item.Dest if "/Dest" in item else item.A.D
        marks.append((str(item.Title), pages[target[0].objgen], float(target[2]), float(target[3])))
        waiting += [item[key] for key in ("/Next", "/First") if key in item]
    return marks


def _mark(whole: Any, marks: list[tuple[str, int, float, float]], levels: list[int]) -> None:
    """Rebuild the bookmarks, nested by heading level."""
    import pikepdf

    with whole.open_outline() as outline:
        outline.root.clear()
        open_at: list[tuple[int, Any]] = []
        for (title, page, left, top), level in zip(marks, levels, strict=True):
            item = pikepdf.OutlineItem(title, page, "XYZ", left=left, top=top)
            while open_at and open_at[-1][0] >= level:
                open_at.pop()
            (open_at[-1][1].children if open_at else outline.root).append(item)
            item.is_closed = level == 1
            open_at.append((level, item))


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"error": join(Path(sys.argv[1]), int(sys.argv[2]))}))
