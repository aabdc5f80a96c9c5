"""Seconds and peak memory of a brief as PDF, DOCX and HTML, beside the bare engines on the same content in the same run.

    python tests/bench/brief.py [CLAIMS …]        (20 and 1000 when none is given)

The bare run for PDF: pandoc's citeproc, then `typst.compile` of pandoc's own typst output with its default template.
The bare run for DOCX and HTML: one pandoc run with citeproc. Each run is a process of its own; memory is the largest of the
processes that it started or is, as the kernel counted it. Three quotes, three footnotes and three exhibits a claim; ours draws and
holds pictures of one passage in thirty more than the bare engines do. The ratio is of processor seconds: a machine with other work does not blur it.
"""

import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

QUOTES = 3
PICTURED = 10  # one claim in so many has a passage with a picture


def brief_of(claims):
    from core.export.build import build
    from core.export.report.options import Options
    from tests.data.briefs import many

    return build(many(claims, QUOTES), Options())


def ours(claims, name, folder):
    from core.export import export
    from tests.data.briefs import many

    material = paged(many(claims, QUOTES))
    began = time.perf_counter()
    export(material, name, folder / f"brief.{name}", draw=draw())
    return time.perf_counter() - began


def paged(material):
    """Let some passages stand on pages of PDFs."""

    def on_page(one):
        return replace(one, evidence=replace(one.evidence, selector=replace(one.evidence.selector, page=1)))

    files = list(material.claims)
    for place in range(0, len(files), PICTURED):
        first, *others = files[place].evidence
        files[place] = replace(files[place], evidence=(on_page(first), *others))
    return replace(material, claims=tuple(files))


def draw():
    """Return what draws a passage on a page of a PDF in the process apart, as a project does."""
    import base64

    import typst

    from core.export.report.model import Picture
    from core.security import worker

    page = typst.compile(b"#set page(width: 14cm, height: 20cm)\n#lorem(60) The passage that is quoted. #lorem(60)")

    def drawn(evidence_id):
        _, number, turn = evidence_id.split("-")
        if int(number) % PICTURED != 1 or turn != "0":
            return None
        made = worker.call("core.extract.picture:page", page, number=1, exact="The passage that is quoted.")
        body = base64.b64decode(made["body"])
        return Picture(
            body, made["suffix"], made["width"], made["height"], "Page 1 of the sealed file, the passage marked."
        )

    return drawn


def bare(claims, name, folder):
    """The engine alone: the same tree with the same citations, no template, no checks."""
    from core import pandoc as program
    from core.cite import styles
    from core.export.document import pandoc, tree
    from core.export.document.citations import Citations, unresolved
    from core.export.document.pandoc_ast import meta, words

    brief = brief_of(claims)
    notes = {number: [place] for number, place in enumerate(unresolved(brief), 1)}
    document = tree(brief, Citations(notes, {source.item: words(source.title) for source in brief.sources}))
    document["meta"]["references"] = meta([{"id": key, **item} for key, item in brief.items.items()])
    (folder / "tree.json").write_bytes(pandoc.encoded(document))
    out, csl = folder / f"bare.{'typ' if name == 'pdf' else name}", styles.find(brief.style)
    began = time.perf_counter()
    command = [program.program(), "-f", "json", "-s", "--citeproc", f"--csl={csl}", "-o", out, folder / "tree.json"]
    subprocess.run(command, check=True, capture_output=True)
    if name == "pdf":
        script = "import typst, sys; typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=['a-3a', 'ua-1'])"
        title = f"#set document(title: {json.dumps(brief.title)})\n"
        out.write_text(title + out.read_text(encoding="utf-8"), encoding="utf-8")
        subprocess.run([sys.executable, "-c", script, out, folder / "bare.pdf"], check=True)
    return time.perf_counter() - began


def measured(queue, run, claims, name):
    with tempfile.TemporaryDirectory() as folder:
        seconds = run(claims, name, Path(folder))
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    queue.put((seconds, sum(one.ru_utime + one.ru_stime for one in usage), peak / 1024))


def apart(run, claims, name):
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=measured, args=(queue, run, claims, name))
    process.start()
    answer = queue.get()
    process.join()
    return answer


def main():
    print(
        f"{'claims':>7} {'format':>6} {'ours s':>8} {'bare s':>8} {'ours cpu':>9} {'bare cpu':>9} {'ratio':>6} {'ours MB':>8} {'bare MB':>8}"
    )
    for claims in [int(text) for text in sys.argv[1:]] or [20, 1000]:
        for name in ("pdf", "docx", "html"):
            (bare_s, bare_cpu, bare_mb), (ours_s, ours_cpu, ours_mb) = (
                apart(bare, claims, name),
                apart(ours, claims, name),
            )
            ratio = ours_cpu / bare_cpu
            print(
                f"{claims:>7} {name:>6} {ours_s:>8.2f} {bare_s:>8.2f} {ours_cpu:>9.2f} {bare_cpu:>9.2f} {ratio:>6.2f} {ours_mb:>8.0f} {bare_mb:>8.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
