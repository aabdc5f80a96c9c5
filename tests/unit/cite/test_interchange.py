"""What goes out as BibTeX, RIS or CSL-JSON comes in again the same; what is broken costs itself alone."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cite import fields
from core.cite.formats import write
from core.cite.formats.latex import decode, encode
from core.cite.formats.read import read
from core.errors import InputError
from core.export.document import pandoc

WRITERS = {"bibtex": write.bibtex, "ris": write.ris_, "csl": write.csl}
HOSTILE = r"<script>x</script> <i>y</i> {a} } $x^2$ \textbf{t} #set @k [l](u) % & _ ~ ^ -- --- `` '' \" |"
# One-line texts as an exporter hands them on: no control characters.
words = (
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
plain = st.from_regex(r"[A-Z][\w'. ]{0,12}", fullmatch=True).map(str.strip)
person = st.fixed_dictionaries({"family": plain, "given": plain}) | st.fixed_dictionaries(
    {"literal": words.filter(lambda t: "||" not in t)}
)
year = st.integers(1000, 2100) | st.integers(-900, -1)
day = st.tuples(year) | st.tuples(year, st.integers(1, 12)) | st.tuples(year, st.integers(1, 12), st.integers(1, 28))
dates = st.fixed_dictionaries(
    {"date-parts": st.lists(day.map(list), min_size=1, max_size=2)}, optional={"circa": st.just(True)}
) | st.sampled_from(["1990s", "2019-20", "spring"]).map(lambda text: {"literal": text})
TEXTS = (
    "archive",
    "archive_location",
    "authority",
    "container-title",
    "genre",
    "jurisdiction",
    "locator",
    "medium",
    "number",
    "publisher",
    "publisher-place",
    "section",
    "version",
    "volume",
    "issue",
    "edition",
    "collection-title",
    "event-title",
    "event-place",
    "number-of-pages",
    "chapter-number",
    "ISBN",
    "ISSN",
    "collection-number",
)
items = st.fixed_dictionaries(
    {"type": st.sampled_from(fields.TYPES), "title": words},
    optional={
        **dict.fromkeys(TEXTS, words),
        **dict.fromkeys(
            ("author", "interviewer", "recipient", "editor", "collection-editor"),
            st.lists(person, min_size=1, max_size=3),
        ),
        **dict.fromkeys(("issued", "accessed", "submitted"), dates),
        "URL": st.just("https://e.org/a_b?c=1&d=2%20x#frag"),
        "DOI": st.just("10.1000/a_b(1)"),
        "page": st.sampled_from(["12", "12-15", "A1"]),
        "language": st.just("en-GB"),
    },
).map(fields.sound)


def back(kind, made):
    found = read(WRITERS[kind](made).encode(), kind)
    assert found["broken"] == []
    return [
        {name: value for name, value in entry["csl"].items() if name != "citation-key"} for entry in found["entries"]
    ]


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=60, deadline=None)
@given(st.lists(items, min_size=1, max_size=3))
def test_nothing_is_lost_on_the_way_out_and_in_again(kind, made):
    wanted = [fields.sound({**item, "title": item["title"]}) for item in made]
    assert back(kind, made) == wanted


@pytest.mark.parametrize("kind", ["bibtex", "ris"])
def test_markup_in_a_title_is_only_letters(kind):
    assert back(kind, [{"type": "book", "title": HOSTILE}])[0]["title"] == HOSTILE


@given(words)
def test_latex_says_what_the_text_says(text):
    assert decode(encode(text)) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (r"M\"uller \& {\O}rsted \textit{E. coli}", "Müller & Ørsted E. coli"),
        ("``quoted'' -- {DNA}", "“quoted” – DNA"),
        ("a & b 10%", "a & b 10%"),
        (r"\LaTeX{} tips", "LaTeX tips"),
        ("unclosed {brace", "unclosed brace"),
        (r"\input{/etc/passwd}", ""),
        (r"\fbox{Harbour} \textnormal{pilots} \textsf{go}", "Harbour pilots go"),
        (r"\textcolor{blue}{Ebb} \raisebox{1pt}{and} \foreignlanguage{dutch}{vloed}", "Ebb and vloed"),
        (r"\href{https://e.org/a_b}{Ebb} at \url{https://e.org/c_d}", "Ebb at https://e.org/c_d"),
        (r"{\SortNoop{Aa}}Quays \mystery{of} the port", "Quays of the port"),
        (r"\pounds 4 or \EUR{5}, \P 3, \textgreater 2", "£4 or €5, ¶ 3, > 2"),
        (r"Fined $4m and then $6m, says one", "Fined $4m and then $6m, says one"),
        (r"SO$_2$ over $10^{6}$ homes, a US$ loan", "SO₂ over 10⁶ homes, a US$ loan"),
        (r"\enquote{Ebb} \href{Flow}", "“Ebb” Flow"),
    ],
)
def test_latex_of_others(code, text):
    assert decode(code) == text


@given(st.sampled_from(["mbox", "textup", "emph", "url", "underline", "mystery", "textcolor{red}"]), plain)
def test_a_command_keeps_the_words_in_its_braces(command, text):
    assert decode(f"Tides \\{command}{{{encode(text)}}} turn") == f"Tides {text} turn"


def test_an_unknown_sign_is_told_and_not_passed_over():
    found = read(rb"@book{k, title={\gauge 5 at \textbf{Quay} {\em x} \S 3 \pounds 4 \o}, author={Roe, R.}}", "bibtex")
    assert found["left_out"] == {r"\gauge": 1}


def test_names_dates_and_types_of_a_bib_file_of_others():
    bib = r"""@string{jan = "Sea Journal"}
@InProceedings{a, author = {Ludwig van Beethoven and {WHO and Co} and M{\"u}ller, Jr., Karl and 王, 小明 and others}, title = {{T}ides},
  journal = jan, year = 2020, month = mar, pages = "1--20", langid = {ngerman}, crossref = {p}, keywords = {x}, foo = {bar}}
@proceedings{p, title = {Proc}, publisher = {P}}
@misc{w, title = {W}, howpublished = {\url{https://e.org/x_y}}, url = {https://e.org/x\_y}, urldate = {2024-05-01}}"""
    found = read(bib.encode(), "bibtex")
    first, _, last = (entry["csl"] for entry in found["entries"])
    assert first["author"] == [
        {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"},
        {"literal": "WHO and Co"},
        {"family": "Müller", "given": "Karl", "suffix": "Jr."},
        {"family": "王", "given": "小明"},
        {"literal": "others"},
    ]
    assert (first["title"], first["page"], first["language"], first["publisher"]) == ("Tides", "1-20", "de", "P")
    assert first["issued"] == {"date-parts": [[2020, 3]]}
    assert (last["type"], last["URL"], last["accessed"]) == (
        "webpage",
        "https://e.org/x_y",
        {"date-parts": [[2024, 5, 1]]},
    )
    assert found["left_out"] == {"foo": 1, "booktitle": 1}


@pytest.mark.parametrize(
    ("entry", "csl"),
    [
        (
            "article{k, journal = jcb # { Supplement}, keywords = ",
            {"type": "article-journal", "container-title": "Cell Biology Supplement"},
        ),
        (
            'article{k, journal = all, year = 1999, month = "12~" # jan',
            {
                "type": "article-journal",
                "container-title": "Cell Biology & more",
                "issued": {"date-parts": [[1999, 1, 12]]},
            },
        ),
        (
            'book{k, publisher = "q {"} \\"u", year = 1999, month = feb # "~3"',
            {"type": "book", "publisher": 'q " ü', "issued": {"date-parts": [[1999, 2, 3]]}},
        ),
        ("thesis{k, type = {phdthesis}", {"type": "thesis", "genre": "PhD thesis"}),
        ("mastersthesis{k", {"type": "thesis", "genre": "Master’s thesis"}),
        (
            "book{k, series = {LNCS}, number = {7}",
            {"type": "book", "collection-title": "LNCS", "collection-number": "7"},
        ),
    ],
)
def test_how_bibtex_puts_values_together(entry, csl):
    strings = (
        '@string{jcb = "Cell {B}iology"}\n@STRING(all = jcb # { \\& more})\n@misc{, title = {No key}, note = {x}}\n'
    )
    found = read(f"{strings}@{entry}, title = {{T}}}}".encode(), "bibtex")["entries"]
    assert found[1]["csl"] == {"title": "T", "citation-key": "k", **csl}


def test_strings_of_strings_do_not_grow_without_end():
    doubled = "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60))
    found = read(f"@string{{s0 = {{xxxx}}}}\n{doubled}@book{{k, title = s60 # s60}}".encode(), "bibtex")
    assert len(found["entries"][0]["csl"]["title"]) == 2_000


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (
            "family=Berg, given=Jan, prefix=van der, useprefix=true",
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        ),
        (
            "family=Groot, given=Huig, prefix=de, useprefix=false",
            {"family": "Groot", "given": "Huig", "dropping-particle": "de"},
        ),
        ("given-i=CA, family=Smith, given=Cathy Ann", {"family": "Smith", "given": "Cathy Ann"}),
        (
            "family=King, suffix=Jr., given={Martin, L.}, juniorcomma=true",
            {"family": "King", "given": "Martin, L.", "suffix": "Jr."},
        ),
        ("A = b, c", {"family": "A = b", "given": "c"}),
    ],
)
def test_names_in_the_extended_form_of_biblatex(code, name):
    text = f"@book{{k, title={{T}}, author={{{code} and Doe, Jane}}}}"
    assert read(text.encode(), "bibtex")["entries"][0]["csl"]["author"] == [name, {"family": "Doe", "given": "Jane"}]


particles = st.fixed_dictionaries(
    {"family": plain, "given": plain},
    optional={"suffix": plain, **dict.fromkeys(("dropping-particle",), st.sampled_from(["von", "De la", "d'", "and"]))},
) | st.fixed_dictionaries(
    {"family": plain, "given": plain, "non-dropping-particle": st.sampled_from(["van der", "La", "al-"])}
)


@pytest.mark.parametrize("kind", ["bibtex", "csl"])
@given(st.lists(particles, min_size=1, max_size=3))
def test_each_name_keeps_its_particle(kind, people):
    assert back(kind, [{"type": "book", "title": "T", "author": people}])[0]["author"] == people


def test_only_a_name_that_needs_it_is_written_in_the_extended_form():
    van, von = (
        {"family": "Berg", "given": "A", "non-dropping-particle": "van der"},
        {"family": "Y", "given": "B", "dropping-particle": "von"},
    )
    both = {"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La"}
    text = write.bibtex(
        [{"type": "book", "title": "T", "author": [van, von, both]}, {"type": "book", "title": "U", "author": [von]}]
    )
    assert "author = {van der Berg, A and family=Y, given=B, prefix=von, useprefix=false and" in text
    assert "family=Fontaine, given=Jean de, prefix=La, useprefix=true}" in text
    assert "author = {von Y, B}" in text
    found = json.loads(pandoc.run(text.encode(), "--from=biblatex", "--to=csljson"))
    assert found[0]["author"][:2] == [van, von]


def test_what_a_part_has_from_its_whole():
    bib = """@incollection{a, title = {One}, pages = {1--20}, crossref = {p}}
@incollection{b, title = {Two}, crossref = {p}}
@article{c, title = {Three}, crossref = {q}}
@collection{p, title = {Ports}, subtitle = {Law}, shorttitle = {P}, publisher = {K}, pages = {i--x}, langid = {german}, doi = {10.1/p},
  url = {https://e.org/p}, isbn = {1-2}, options = {useprefix=true}, entrysubtype = {newspaper}}
@periodical{q, title = {Sea}, subtitle = {A Journal}}"""
    found = [entry["csl"] for entry in read(bib.encode(), "bibtex")["entries"]]
    shared = {"type": "chapter", "container-title": "Ports: Law", "publisher": "K", "ISBN": "1-2"}
    assert found[:3] == [
        {**shared, "title": "One", "page": "1-20", "citation-key": "a"},
        {**shared, "title": "Two", "citation-key": "b"},
        {"type": "article-journal", "title": "Three", "container-title": "Sea: A Journal", "citation-key": "c"},
    ]
    assert (found[3]["title"], found[3]["DOI"]) == ("Ports: Law", "10.1/p")


BROKEN = (
    "@article{b, title={unclosed, year=2020}\n",
    "@article{b title={x}}\n",
    '@article{b, title="x}\n',
    "@article b7, title={x}}\n",
    "@article{b10\n",
    "@book{b, title={ok} author={x}, year=1}\n",
    "@book{b, title = , year = 2020}\n",
    "@misc{}\n",
    "@article{b, title={a}, {}}\n",
    "@{x, title={y}}\n",
    "@book{y, note={only}}\n",
)


def test_ten_broken_entries_among_a_thousand_cost_themselves_alone():
    good = "@online{{k{0}, title = {{Title {0}}}, url = {{https://e.org/{0}}}}}\n"
    text = "".join(good.format(n) + (BROKEN[n // 99] if n % 99 == 98 else "") for n in range(990))
    found = read(text.encode(), "bibtex")
    assert [entry["key"] for entry in found["entries"]] == [f"k{n}" for n in range(990)]
    assert len(found["broken"]) == 10
    assert all(one["why"] and one["line"] for one in found["broken"])


def test_ris_in_windows_1252_is_read_and_said_so():
    text = "TY  - NEWS\r\nTI  - Café “Müller” – a\r\nAU  - Müller, Jörg\r\nAU  - Stadt Köln\r\nPY  - 2024\r\nDA  - 2024/03/02/\r\nSP  - 3\r\nEP  - 5\r\nER  - \r\n"
    found = read(text.encode("cp1252"), "ris")
    assert found["encoding"] == "cp1252"
    assert found["entries"][0]["csl"] == {
        "type": "article-newspaper",
        "title": "Café “Müller” – a",
        "author": [{"family": "Müller", "given": "Jörg"}, {"literal": "Stadt Köln"}],
        "issued": {"date-parts": [[2024, 3, 2]]},
        "page": "3-5",
    }


def test_a_ris_record_without_its_end_is_read_and_one_without_its_beginning_costs_itself_alone():
    found = read(b"TY  - BOOK\nTI  - One\nTY  - BOOK\nTI  - Two\nER  - \nTI  - Three\nER  - \n", "ris")
    assert [entry["csl"]["title"] for entry in found["entries"]] == ["One", "Two"]
    assert [one["line"] for one in found["broken"]] == [6]
    assert list(found["left_out"].values()) == [1]


RIS = (
    (
        "BOOK\nA2  - S, S\nA3  - E, E\nT2  - Series\nSP  - 300\nSN  - 1-2",
        {
            "type": "book",
            "collection-editor": [{"family": "S", "given": "S"}],
            "editor": [{"family": "E", "given": "E"}],
            "collection-title": "Series",
            "number-of-pages": "300",
            "ISBN": "1-2",
        },
    ),
    ("BOOK\nSP  - 3\nEP  - 9", {"type": "book", "page": "3-9"}),
    (
        "CONF\nT2  - Conference\nC1  - Paris\nC3  - Proceedings",
        {
            "type": "paper-conference",
            "event-title": "Conference",
            "event-place": "Paris",
            "container-title": "Proceedings",
        },
    ),
    ("CPAPER\nT2  - Proceedings", {"type": "paper-conference", "container-title": "Proceedings"}),
    ("RPRT\nSN  - WHO/1", {"type": "report", "number": "WHO/1"}),
    ("RPRT\nM1  - 12", {"type": "report", "number": "12"}),
    ("PAT\nA2  - USPTO\nM1  - US12/345\nSN  - US1B2", {"type": "patent", "authority": "USPTO", "number": "US1B2"}),
    ("PCOMM\nA2  - Roe, R", {"type": "personal_communication", "recipient": [{"family": "Roe", "given": "R"}]}),
    (
        "CASE\nA2  - U.S.\nPB  - Court\nSV  - 70-18",
        {"type": "legal_case", "container-title": "U.S.", "authority": "Court", "number": "70-18"},
    ),
    (
        "HEAR\nT2  - On Foo\nT3  - Senate\nET  - 117",
        {"type": "hearing", "section": "On Foo", "authority": "Senate", "chapter-number": "117"},
    ),
    ("NEWS\nDA  - 2019-20", {"type": "article-newspaper", "issued": {"literal": "2019-20"}}),
    ("NEWS\nPY  - 2019/00/00/", {"type": "article-newspaper", "issued": {"date-parts": [[2019]]}}),
    (
        "JOUR\nJO  - J.\nT2  - Journal\nM1  - 4\nUR  - https://e.org/?a=1&amp;copy=2&copy=3",
        {
            "type": "article-journal",
            "container-title": "Journal",
            "issue": "4",
            "URL": "https://e.org/?a=1&copy=2&copy=3",
        },
    ),
)


@pytest.mark.parametrize(("lines", "csl"), RIS)
def test_ris_as_zotero_writes_it(lines, csl):
    found = read(f"TY  - {lines}\nTI  - Quays &amp; piers\nER  - \n".encode(), "ris")["entries"]
    assert found[0]["csl"] == {"title": "Quays & piers", **csl}


def test_notes_of_ris_are_never_read_and_an_extra_only_where_no_tag_says_other():
    notes = (
        "N1  - source: told by M.\nM2  - title: mine\nissued: 2021\nstatus: in print\nmy own words\nM2  - volume: 3\n"
    )
    found = read(f"TY  - NEWS\nTI  - Leaks\nDA  - 2020/03/04/\n{notes}ER  - \n".encode(), "ris")
    assert found["entries"][0]["csl"] == {
        "type": "article-newspaper",
        "title": "Leaks",
        "issued": {"date-parts": [[2020, 3, 4]]},
        "status": "in print",
        "volume": "3",
    }
    assert found["left_out"] == {"N1": 1, "M2": 1}


def test_csl_json_of_zotero():
    listed = [
        {
            "id": "x",
            "type": "webpage",
            "title": "<i>E. coli</i> <script>",
            "note": "interviewer: Doe || Jane\nmy own",
            "odd": 1,
        },
        7,
        {"type": "nonsense", "title": "T"},
    ]
    found = read(json.dumps(listed).encode(), "csl")
    assert found["entries"][0]["csl"] == {
        "type": "webpage",
        "title": "E. coli <script>",
        "interviewer": [{"family": "Doe", "given": "Jane"}],
        "citation-key": "x",
    }
    assert [one["line"] for one in found["broken"]] == [2]
    assert found["left_out"] == {"note": 1, "odd": 1, "type “nonsense”": 1}


@pytest.mark.parametrize(
    ("kind", "body"), [("csl", b"{"), ("csl", b'{"a": 1}'), ("csl", b"[" * 5000), ("ris", b"hello"), ("csl", b"[1]")]
)
def test_a_file_of_something_else_is_refused(kind, body):
    with pytest.raises(InputError):
        read(body, kind)


@pytest.mark.parametrize("kind", ["bibtex", "ris"])
@given(st.binary(max_size=300) | st.text(alphabet='@{}",=abTY ER-\n#\\$', max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(kind, body):
    try:
        found = read(body, kind)
    except InputError:
        return
    assert set(found) == {"entries", "broken", "left_out", "encoding"}


def test_an_author_of_a_hundred_thousand_letters_is_cut():
    found = read(b"@book{k, title={T}, author={" + b"Doe, Jane \\& x " * 7_000 + b"}}", "bibtex")
    assert len(json.dumps(found)) < 10_000


@pytest.mark.parametrize(("kind", "reader"), [("bibtex", "biblatex"), ("ris", "ris")])
def test_another_program_finds_title_author_year_and_address(kind, reader):
    made = {
        "type": "webpage",
        "title": "Ferries & quays",
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": {"date-parts": [[2024, 3, 2]]},
        "URL": "https://e.org/a_b",
    }
    found = json.loads(pandoc.run(WRITERS[kind]([made]).encode(), f"--from={reader}", "--to=csljson"))[0]
    assert (found["title"], found["URL"]) == ("Ferries & quays", "https://e.org/a_b")
    assert (found["author"][0]["family"], found["issued"]["date-parts"][0][0]) == ("Doe", 2024)


UNSOUND_LATEX = [
    r"The \input",
    r"\include",
    r"\sqrt",
    r"\href",
    r"\verb",
    r"\footnote",
    r"\textcolor",
    r"\begin{array}",
    r"\title",
]


@pytest.mark.parametrize("code", UNSOUND_LATEX)
@pytest.mark.parametrize("field", ["title", "author", "publisher", "note"])
def test_a_command_without_its_argument_costs_its_own_entry_alone(code, field):
    entries = [
        "@article{a, title={First}, author={Doe, Jane}, year={2020}}",
        f"@article{{b, title={{Second}}, year={{2021}}, {field}={{{code}}}}}",
        "@book{c, title={Third}, author={Roe, Rick}, year={2022}}",
    ]
    found = read("\n".join(entries).encode(), "bibtex")
    titles = [entry["csl"]["title"] for entry in found["entries"]]
    assert (titles[0], titles[-1]) == ("First", "Third")
    assert len(titles) + len(found["broken"]) == 3
    assert all("cannot be read" in one["why"] for one in found["broken"])


@given(st.text(alphabet=r"\{}[]$%&#_^~'`inputcdefsqrt ", max_size=60))
@settings(deadline=None)
def test_any_latex_costs_its_own_entry_alone(code):
    sound = "@article{a, title={First}, author={Doe, Jane}}"
    found = read(f"{sound}\n@misc{{b, title={{{code}}}}}\n".encode(), "bibtex")
    assert found["entries"][0]["csl"]["title"] == "First"


def test_an_item_of_the_wrong_kind_costs_itself_alone():
    items = [{"type": "book", "title": "First"}, {"type": ["x"], "title": {"a": 1}, "issued": 7, "author": 5}]
    found = read(json.dumps([*items, {"type": "book", "title": "Third"}]).encode(), "csl")
    titles = [entry["csl"].get("title") for entry in found["entries"]]
    assert (titles[0], titles[-1]) == ("First", "Third")


@pytest.mark.parametrize("accent", ["b", "c", "H", "~", "'"])
def test_accents_upon_accents_end(accent):
    code = f"{{\\{accent} " * 50 + "x" + "}" * 50
    began = time.process_time()
    assert "x" in decode(code)
    assert time.process_time() - began < 5
    assert decode('{{\\"o}}') == "ö"
