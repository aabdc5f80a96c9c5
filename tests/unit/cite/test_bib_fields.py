"""What biblatex fields of other programs say is kept, or told as not imported."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cite import fields
from core.cite.formats import bib_dates, write
from core.cite.formats.read import read
from core.export.document import pandoc


def of(entry, kind="bibtex"):
    found = read(entry.encode(), kind)
    assert found["broken"] == []
    csl = found["entries"][0]["csl"]
    return {name: value for name, value in csl.items() if name not in ("citation-key", "title", "type")}, found[
        "left_out"
    ]


@pytest.mark.parametrize(
    "given_",
    [
        "10.5555/wharf.7",
        "https://doi.org/10.5555/wharf.7",
        "http://dx.doi.org/10.5555/wharf.7",
        "doi: 10.5555/wharf.7",
        "DOI 10.5555/wharf.7",
        "doi.org/10.5555/wharf.7",
        "https://doi.org/doi:10.5555/wharf.7",
        "https://www.doi.org/10.5555%2Fwharf.7",
        "https://doi-org.proxy.example.edu/10.5555/wharf.7",
    ],
)
@pytest.mark.parametrize("kind", ["bibtex", "ris", "csl"])
def test_a_doi_is_a_doi_however_it_is_given(given_, kind):
    files = {
        "bibtex": f"@article{{k, title={{T}}, doi={{{given_}}}}}",
        "ris": f"TY  - JOUR\nTI  - T\nDO  - {given_}\nER  - \n",
        "csl": json.dumps([{"type": "article-journal", "title": "T", "DOI": given_}]),
    }
    assert of(files[kind], kind)[0]["DOI"] == "10.5555/wharf.7"


@given(st.text(max_size=40))
def test_a_doi_is_cleaned_once(text):
    once = fields.doi(text)
    assert fields.doi(once) == once
    assert once in text or "%" in text


@pytest.mark.parametrize(
    ("year", "date"),
    [
        ("year={2012}, month={Autumn}", {"date-parts": [[2012, 23]]}),
        ("year={2012}, month={September}", {"date-parts": [[2012, 9]]}),
        ("year={2012}, month={octobre}", {"date-parts": [[2012, 10]]}),
        ("year={2012}, month={Sept.--Oct.}", {"date-parts": [[2012, 9], [2012, 10]]}),
        ("year={2012}, month={05/07}", {"date-parts": [[2012, 5], [2012, 7]]}),
        ("year=2012, month={3--8~} # feb", {"date-parts": [[2012, 2, 3], [2012, 2, 8]]}),
        ("year=2012, month={30 June and 2 July}", {"date-parts": [[2012, 6, 30], [2012, 7, 2]]}),
        ("year={2012}, month={Hilary term}", {"literal": "Hilary term 2012"}),
        ("year={2012}, month={Dec/Jan}", {"literal": "Dec/Jan 2012"}),
        ("year={2012}, month={13}", {"date-parts": [[2012, 13]]}),
        ("year={2012}, month={40}", {"literal": "40 2012"}),
        ("year={forthcoming}, month={May}", {"literal": "forthcoming"}),
        ("date={2012/}", {"date-parts": [[2012], [0]]}),
    ],
)
def test_months_are_read_as_words_and_no_word_of_a_date_vanishes(year, date):
    assert of(f"@book{{k, title={{T}}, {year}}}")[0]["issued"] == date


months = st.integers(1, 12) | st.integers(21, 24)
bounds = st.tuples(st.integers(-200, 2100).filter(bool), months).map(list) | st.integers(1, 2100).map(lambda y: [y])


@given(st.lists(bounds | st.just(fields.OPEN), min_size=1, max_size=2).filter(lambda ends: ends[0] != fields.OPEN))
def test_a_date_says_the_same_after_edtf(ends):
    date = {"date-parts": ends}
    assert fields.date(bib_dates.write(date)) == date


def test_xdata_is_handed_on_and_is_no_entry():
    bib = """@xdata{house, publisher={Quay Press}, xdata={town, house}}
@xdata{town, location={Ostrey}, publisher={Not This}}
@mvbook{all, title={The Coast}, xdata={house}}
@inbook{k, title={Ebb}, crossref={all}, author={Roe, Ann}}"""
    found = read(bib.encode(), "bibtex")
    assert (len(found["entries"]), found["broken"], found["left_out"]) == (2, [], {})
    assert found["entries"][1]["csl"]["container-title"] == "The Coast"
    assert (found["entries"][1]["csl"]["publisher"], found["entries"][1]["csl"]["publisher-place"]) == (
        "Quay Press",
        "Ostrey",
    )


def test_those_who_are_not_listed_stay_so_on_every_way():
    made = of("@book{k, title={T}, author={Roe, Ann and Doe, Jo and others}}")[0]
    assert made["author"][-1] == fields.OTHERS
    item = {"type": "book", "title": "T", **made}
    assert "author = {Roe, Ann and Doe, Jo and others}" in write.bibtex([item])
    for kind, text in (("bibtex", write.bibtex([item])), ("ris", write.ris_([item])), ("csl", write.csl([item]))):
        assert of(text, kind)[0]["author"] == made["author"]
    assert of("TY  - BOOK\nTI  - T\nAU  - Roe, Ann\nAU  - et al.\nER  - \n", "ris")[0]["author"][-1] == fields.OTHERS
    assert "author" not in of("@book{k, title={T}, author={others}}")[0]


@pytest.mark.parametrize(
    ("entry", "csl", "left"),
    [
        (
            "@movie{k, title={T}, editor={Roe, Ann}, editortype={director}}",
            {"director": [{"family": "Roe", "given": "Ann"}]},
            {},
        ),
        (
            "@book{k, title={T}, editor={Roe, Ann}, editortype={founder}}",
            {"editor": [{"family": "Roe", "given": "Ann"}]},
            {"editortype": 1},
        ),
        ("@book{k, title={T}, editora={Roe, Ann}, editoratype={redactor}}", {}, {"editora": 1}),
        ("@book{k, title={T}, publisher={P}, organization={O}}", {"publisher": "P"}, {"organization": 1}),
        ("@misc{k, title={T}, howpublished={Radio}}", {"publisher": "Radio"}, {}),
        (
            "@misc{k, title={T}, howpublished={Radio, \\url{https://e.org/a}}, publisher={P}}",
            {"publisher": "P", "URL": "https://e.org/a"},
            {"howpublished": 1},
        ),
        ("@book{k, title={T}, maintitle={M}, titleaddon={A}}", {"container-title": "M"}, {"titleaddon": 1}),
        ("@inbook{k, title={T}, maintitle={M}, booktitle={B}}", {"container-title": "B"}, {"maintitle": 1}),
        ("@legislation{k, title={T}, section={12a}}", {"section": "12a"}, {}),
        (
            "@patent{k, title={T}, number={7}, type={patentde}}",
            {"number": "7", "genre": "German patent", "jurisdiction": "DE"},
            {},
        ),
    ],
)
def test_what_has_no_place_is_told(entry, csl, left):
    assert of(entry) == (csl, left)


@pytest.mark.parametrize("kind", ["bibtex", "ris", "csl"])
def test_html_in_a_title_is_set_as_text(kind):
    title = "The <i>E. coli</i> of H<sub>2</sub>O &amp; 10<sup>6</sup> cells: p < 5 <b>a</b>"
    files = {
        "bibtex": f"@article{{k, title={{{title}}}}}",
        "ris": f"TY  - JOUR\nTI  - {title}\nER  - \n",
        "csl": json.dumps([{"type": "article-journal", "title": title}]),
    }
    read_ = read(files[kind].encode(), kind)["entries"][0]["csl"]["title"]
    assert read_ == "The E. coli of H₂O & 10⁶ cells: p < 5 a"


def test_a_director_goes_out_as_other_programs_look_for_one():
    text = write.bibtex([{"type": "motion_picture", "title": "T", "director": [{"family": "Roe", "given": "Ann"}]}])
    found = json.loads(pandoc.run(text.encode(), "--from=biblatex", "--to=csljson"))
    assert found[0]["director"] == [{"family": "Roe", "given": "Ann"}]
    assert of(text)[0] == {"director": [{"family": "Roe", "given": "Ann"}]}
