"""Citation data of pages, field by field, beside trafilatura, htmldate and (where it is installed) newspaper4k alone in the same run.

    python tests/bench/metadata.py DIR [--misses]      (uv run --with newspaper4k python … for the last one)

DIR/NAME/source.html with DIR/NAME/expected-metadata.json (title, byline, siteName, publishedTime, lang); a field that is not
expected is not counted. Titles and sites are right when equal but for case, typography and spaces; authors when all names found are in the
expected byline and the first of it is found; dates by their day; languages by their primary subtag.
"""

import argparse
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.extract import metadata
from core.text.match_folding import fold

FIELDS = {"title": "title", "author": "byline", "site": "siteName", "date": "publishedTime", "language": "lang"}


def ours(page):
    csl = metadata(page, "text/html", "").csl
    names = [" ".join(filter(None, (n.get("given"), n.get("family"), n.get("literal")))) for n in csl.get("author", ())]
    date = "-".join(f"{part:02}" for part in csl["issued"]["date-parts"][0]) if "issued" in csl else ""
    return {
        "title": csl.get("title", ""),
        "author": names,
        "site": csl.get("container-title", ""),
        "date": date,
        "language": csl.get("language", ""),
    }


def trafilatura(page):
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(page.decode("utf-8", "replace"))
    if found is None:
        return {}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {"title": found.title or "", "author": authors, "site": found.sitename or "", "date": found.date or ""}


def htmldate(page):
    from htmldate import find_date

    return {"date": find_date(page.decode("utf-8", "replace"), original_date=True) or ""}


def newspaper4k(page):
    from newspaper import Article, ArticleException

    article = Article("https://page.example/", fetch_images=False)
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
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
