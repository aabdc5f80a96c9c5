"""What an exported paper is made with beside its words: sealed files, passages on pages, a picture."""

import hashlib
import io
from dataclasses import replace

from PIL import Image

from core.export.report.model import Picture


def sealed(material, folder):
    """Return a project with files where its snapshots name them; their digests are those of the files."""
    (folder / "archive").mkdir()

    def with_file(one):
        path = folder / one.snapshot.warc
        path.write_bytes(f"The sealed copy {one.snapshot.id}".encode() * 50)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return replace(one, snapshot=replace(one.snapshot, warc_sha256=digest))

    files = [replace(file, evidence=tuple(with_file(one) for one in file.evidence)) for file in material.claims]
    return replace(material, claims=tuple(files), folder=folder)


def dot():
    out = io.BytesIO()
    Image.new("L", (40, 10)).save(out, "PNG")
    return Picture(out.getvalue(), "png", 40, 10, "Page 17 of the sealed file, the passage marked.")


def paged(material):
    """Return a project whose passages all stand on a page."""

    def on_page(one):
        return replace(one, evidence=replace(one.evidence, selector=replace(one.evidence.selector, page=17)))

    files = [replace(file, evidence=tuple(on_page(one) for one in file.evidence)) for file in material.claims]
    return replace(material, claims=tuple(files))
