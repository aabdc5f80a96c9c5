"""Citation data of pages, field by field, beside trafilatura, htmldate and (where it is installed) newspaper4k alone in the same run.

    python tests/bench/metadata.py DIR [--half dev|held-out] [--misses]

DIR holds NAME/source.html with NAME/expected-metadata.json (title, byline, siteName, publishedTime, lang), or pages with
truth.jsonl (file, url, title, author, date). A field that is not expected is not counted, but for authors and dates: what
is found where none is expected is counted as invented. Titles and sites are right when equal but for case, typography and
spaces; authors of the first kind when all names found are in the expected byline, of the second when all authors are
found and no other; dates by their day; languages by their primary subtag. Intervals are Wilson's, of 95 %. `--half` takes
the sites whose name hashes to an even or an odd number: rules were tuned on `dev` only.
(uv run --with newspaper4k python … for newspaper4k)
"""

import argparse
import hashlib
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.extract import metadata
from core.text.match_folding import fold

FIELDS = {"title": "title", "author": "byline", "site": "siteName", "date": "publishedTime", "language": "lang"}


SECOND = frozenset(("co", "com", "org", "gov", "ac", "net", "edu", "or", "go", "gob"))  # below a country
HOSTS = re.compile(r"(?:wordpress|blogspot|tumblr|medium|ucoz|livejournal|typepad)\.[a-z]+$")
LISTED = re.compile(r"\s*(?:;|,|/|&|\bund\b|\band\b)\s*", re.IGNORECASE)


def site(url):
    """Return the registered name of a page's host; a blog of a platform is a site of its own."""
    name = (urlsplit(url).hostname or url).lower()
    parts = name.split(".")
    depth = 3 if len(parts[-1]) == 2 and parts[-2] in SECOND else 2
    short = ".".join(parts[-depth:])
    return name if HOSTS.search(short) else short


def labelled(folder, half=None):
    """Return (labels, bytes) of the pages of a folder, or of one half of their sites."""
    rows = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    odd = {None: (0, 1), "dev": (0,), "held-out": (1,)}[half]
    chosen = (row for row in rows if hashlib.sha256(site(row["url"]).encode()).digest()[0] % 2 in odd)
    return [(row, (folder / row["file"]).read_bytes()) for row in chosen]


def wilson(right, total):
    """Return a share with its interval of 95 % (Wilson 1927)."""
    if not total:
        return "–"
    z, share = 1.96, right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5 / (1 + z * z / total)
    return f"{right}/{total} {share:.3f} [{middle - half:.3f}–{middle + half:.3f}]"


def ours(page, url=""):
    csl = metadata(page, "text/html", url).csl
    names = [" ".join(filter(None, (n.get("given"), n.get("family"), n.get("literal")))) for n in csl.get("author", ())]
    date = "-".join(f"{part:02}" for part in csl["issued"]["date-parts"][0]) if "issued" in csl else ""
    return {
        "title": csl.get("title", ""),
        "author": names,
        "site": csl.get("container-title", ""),
        "date": date,
        "language": csl.get("language", ""),
    }


def trafilatura(page, url=""):
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(page.decode("utf-8", "replace"), default_url=url or None)
    if found is None:
        return {}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {"title": found.title or "", "author": authors, "site": found.sitename or "", "date": found.date or ""}


def htmldate(page, url=""):
    from htmldate import find_date

    return {"date": find_date(page.decode("utf-8", "replace"), original_date=True, url=url or None) or ""}


def newspaper4k(page, url=""):
    from newspaper import Article, ArticleException

    article = Article(url or "https://page.example/", fetch_images=False)
    try:
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
    except (ArticleException, ImportError):  # of some scripts it wants more packages
        return {}
    date = str(article.publish_date or "")[:10]
    site = str(article.meta_data.get("og", {}).get("site_name", "") or article.meta_site_name or "")
    return {
        "title": article.title,
        "author": article.authors,
        "site": site,
        "date": date,
        "language": article.meta_lang or "",
    }


ENGINES = {"standfirst": ours, "trafilatura": trafilatura, "htmldate": htmldate}
if importlib.util.find_spec("newspaper"):
    ENGINES["newspaper4k"] = newspaper4k


def is_right(field, wanted, got):
    if field == "author":
        byline = fold(wanted)
        return bool(got) and all(fold(name) in byline or words(name) <= words(wanted) for name in got)
    if field == "date":
        return wanted[:10] == got
    if field == "language":
        return wanted[:2].lower() == got[:2].lower()
    return bool(got) and fold(wanted) == fold(got)


def words(text):
    return set(re.findall(r"\w+", text.casefold()))


def is_all(wanted, got):
    """Return whether all authors are found and no other, in any order of their words."""
    listed = [words(name) for name in LISTED.split(wanted.strip()) if name]
    found = [words(name) for name in got]
    together = set().union(*found)
    return together == set().union(*listed) or (all(n in found for n in listed) and all(n in listed for n in found))


def news(folder, half, *, misses):
    """Print how many titles, authors and dates are right, and how many are found where there are none."""
    pages = [(row, body) for row, body in labelled(folder, half) if "title" in row]
    print(f"{len(pages)} pages")
    for name, engine in ENGINES.items():
        right, total = Counter(), Counter()
        for row, body in pages:
            got = engine(body, row["url"])
            for field in [field for field in ("title", "author", "date") if field in got]:
                wanted = "; ".join([row[field]] if isinstance(row[field], str) else row[field]).strip()
                kind = field if wanted else f"{field} invented"
                total[kind] += field != "title" or bool(wanted)
                found = is_all(wanted, got[field]) if kind == "author" else is_right(field, wanted, got[field])
                found = bool(got[field]) if not wanted else found
                right[kind] += found
                if misses and engine is ours and found != bool(wanted):
                    print(f"   {row['file']} {kind:16} wanted {wanted!r}  got {got[field]!r}")
        for kind in sorted(total):
            print(f"{name:14}{kind:18}{wilson(right[kind], total[kind])}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("dev", "held-out"))
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
    if (chosen.folder / "truth.jsonl").exists():
        news(chosen.folder, chosen.half, misses=chosen.misses)
        return
    pages = [
        (path.parent, json.loads(path.read_text())) for path in sorted(chosen.folder.glob("*/expected-metadata.json"))
    ]
    print(f"{len(pages)} pages     " + "".join(f"{field:>18}" for field in FIELDS) + "     ms a page (mean, max)")
    for name, engine in ENGINES.items():
        right, total, seconds = Counter(), Counter(), []
        engine((pages[0][0] / "source.html").read_bytes())  # imports are not counted
        for folder, expected in pages:
            body = (folder / "source.html").read_bytes()
            begun = time.perf_counter()
            got = engine(body)
            seconds.append(time.perf_counter() - begun)
            for field, key in FIELDS.items():
                wanted = expected.get(key)
                if not wanted or field not in got:
                    continue
                total[field] += 1
                fine = is_right(field, wanted, got[field])
                right[field] += fine
                if chosen.misses and not fine and engine is ours:
                    print(f"   {folder.name:28} {field:9} wanted {wanted!r}  got {got[field]!r}")
        shares = "".join(
            f"{f'{right[f]}/{total[f]} {right[f] / total[f]:.0%}' if total[f] else '–':>18}" for f in FIELDS
        )
        print(f"{name:14}{shares}     {1000 * sum(seconds) / len(seconds):.0f}, {1000 * max(seconds):.0f}")


if __name__ == "__main__":
    main()
