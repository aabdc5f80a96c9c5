"""Hand-made material for briefs: a small story with several scripts, and as many plain claims as wanted."""

import datetime as dt
import hashlib

from core import model as m
from core.export.report.source_data import ClaimFile, Exhibit, Material, Story

AT = dt.datetime(2026, 5, 4, 14, 3, 22, tzinfo=dt.UTC)
ASSURANCE = (
    "Captured from the network by this program at 2026-05-04T14:03:22Z: the bytes are those that the server sent. "
    "Not proved: that the server sent the same to others."
)
SUPPORTS, REFUTES, CONTEXT = m.Relation.SUPPORTS, m.Relation.REFUTES, m.Relation.CONTEXT


def source(number, title, *, kind=m.SourceKind.WEB, url=None, csl=None, **more):
    url = f"https://example.org/{number}/report" if url is None else url
    return m.Source(
        f"source-{number}", kind, url, title, csl or {"type": "webpage", "title": title}, created_at=AT, **more
    )


def snapshot(of, *, digest=None, **more):
    sha256 = digest or hashlib.sha256(of.id.encode()).hexdigest()
    fields = {
        "captured_at": AT,
        "method": m.Method.STATIC,
        "mime": "text/html",
        "status": 200,
        "warc_bytes": 4096,
        "stored": 9,
        "failed": (),
        "quality": m.PageQuality(m.PageVerdict.GOOD),
        "assured": m.said(ASSURANCE),
    } | more
    return m.Snapshot(
        f"snap-{of.id}", of.id, of.url, of.url, warc=f"archive/snap-{of.id}.warc.gz", warc_sha256=sha256, **fields
    )


def exhibit(
    key,
    of,
    exact,
    relation=SUPPORTS,
    *,
    before="",
    after="",
    page=None,
    sealed=None,
    claim="claim-1",
    note="",
    link_note="",
    **more,
):
    selector = m.Selector(exact, before[-32:], after[:32], len(before), len(before) + len(exact), page)
    found = m.Evidence(
        f"evidence-{key}",
        f"snap-{of.id}",
        f"text-{of.id}",
        selector,
        m.Level.VERBATIM,
        1.0,
        note,
        created_at=AT,
        **more,
    )
    link = m.ClaimEvidence(f"link-{key}-{claim}", claim, found.id, relation, m.Directness.PRIMARY, link_note)
    return Exhibit(link, found, sealed or snapshot(of), of, before, after)


def claim(number, text, verdict="", *evidence, status=m.Status.CONFIRMED, why="", **more):
    made = m.Claim(f"claim-{number}", text, m.ClaimKind.NUMBER, status, verdict, "draft-1", created_at=AT, **more)
    said = m.Decision(f"decision-{number}", made.id, m.Axis.VERDICT, verdict, why, "Ada Reyes", AT, None)
    return ClaimFile(made, (said,) if verdict else (), evidence)


def small():
    """Return a story of six claims: four scripts, a confidential source, a PDF, a doubtful capture, an exhibit used twice."""
    council = source(
        1,
        "Council votes 31 to 4 for the river barrier",
        csl={
            "type": "article-newspaper",
            "title": "Council votes 31 to 4 for the river barrier",
            "container-title": "The Harbour Courier",
            "author": [{"family": "Okafor", "given": "Nneka"}],
            "issued": {"date-parts": [[2026, 4, 28]]},
        },
    )
    audit = source(
        2,
        "Flood defence: annual audit 2025",
        kind=m.SourceKind.PDF,
        url="https://example.org/files/audit-2025.pdf",
        csl={
            "type": "report",
            "title": "Flood defence: annual audit 2025",
            "author": [{"literal": "Office of the City Auditor"}],
            "issued": {"date-parts": [[2025, 11]]},
        },
    )
    uyghur = source(
        3, "شەھەر توسمىسى توغرىسىدا خەۋەر", csl={"type": "webpage", "title": "شەھەر توسمىسى توغرىسىدا خەۋەر"}
    )
    russian = source(
        4,
        "Барьер на реке построят к 2029 году",
        csl={
            "type": "article-newspaper",
            "title": "Барьер на реке построят к 2029 году",
            "author": [{"family": "Соколова", "given": "Вера"}],
        },
    )
    chinese = source(
        5,
        "河流屏障工程招标公告",
        csl={"type": "webpage", "title": "河流屏障工程招标公告", "author": [{"family": "王", "given": "小明"}]},
    )
    letter = source(
        6,
        "Letter of the chief engineer",
        url="https://leaks.example.net/engineer-7",
        confidentiality=m.Confidentiality.DESK,
        alias="A senior engineer",
        csl={
            "type": "personal_communication",
            "title": "Letter of the chief engineer",
            "author": [{"family": "Brandt", "given": "Ilse"}],
        },
    )
    cost = "The total cost of the barrier is now put at 412 million, against 268 million in the first estimate."
    first = exhibit(
        "1",
        council,
        "Thirty-one members voted for the barrier and four against",
        before="After six hours of debate the chamber divided. ",
        after=", with two abstentions, the clerk read out.",
    )
    return Material(
        m.ProjectInfo("The river barrier: who pays, and when", "house", AT),
        (m.Draft("draft-1", "A wall against the water", AT),),
        (
            claim(
                "1",
                "The council approved the barrier by 31 votes to 4.",
                "Verified",
                first,
                why="The minutes and the paper of record agree.",
            ),
            claim(
                "2",
                "The barrier will cost 268 million.",
                "False",
                exhibit(
                    "2",
                    audit,
                    cost,
                    REFUTES,
                    before="4.2 Cost to completion. ",
                    after=" The increase is due to the foundations.",
                    page=17,
                    claim="claim-2",
                ),
                exhibit(
                    "3",
                    russian,
                    "Стоимость выросла до 412 миллионов",
                    REFUTES,
                    before="По словам аудитора, ",
                    after=", сообщили в мэрии.",
                    claim="claim-2",
                ),
                exhibit(
                    "6",
                    letter,
                    "We told Ilse Brandt's office in 2024 that the piles must go deeper",
                    CONTEXT,
                    claim="claim-2",
                    link_note="Her letter, seen by the desk.",
                ),
                why="The figure is the first estimate of 2023. The auditor puts the cost at 412 million.",
            ),
            claim(
                "3",
                "Residents of the old harbour were asked before the vote.",
                "Disputed",
                exhibit(
                    "4",
                    uyghur,
                    "توسما قۇرۇلۇشى ئۈچۈن ئاھالىلەردىن پىكىر ئېلىنمىدى",
                    REFUTES,
                    before="خەۋەردە دېيىلىشىچە ",
                    after="، دەپ يېزىلغان.",
                    claim="claim-3",
                    sealed=snapshot(
                        uyghur,
                        quality=m.PageQuality(
                            m.PageVerdict.DOUBTFUL,
                            m.said("a cookie notice covers part of the page", "2 of 9 images are missing"),
                        ),
                    ),
                ),
                exhibit(
                    "1",
                    council,
                    first.evidence.selector.exact,
                    CONTEXT,
                    before=first.before,
                    after=first.after,
                    claim="claim-3",
                ),
                why="The city shows an invitation; residents say that it came after the vote.",
            ),
            claim(
                "4",
                "The tender is open to foreign firms.",
                "Verified with change",
                exhibit(
                    "5",
                    chinese,
                    "本次招标面向国内外企业公开",
                    before="公告称，",
                    after="，截止日期为六月三十日。",
                    claim="claim-4",
                ),
                why="True from June on; the draft now says so.",
            ),
            claim("5", "The barrier is the largest of its kind in the region.", "", status=m.Status.QUERY_REPORTER),
            claim("6", "No home will lose its view of the river.", "Unsupported", why="Nobody could name a study."),
        ),
        stories=(story(),),
    )


def story():
    """Return the draft of :func:`small`: a heading, prose, lists, a quotation, a footnote and a comment of its file; claim 6 is not in it."""
    text = (
        "# A wall against the water\n\nThe council approved the barrier by 31 votes to 4. It was a long night.\n\n## What it costs\n\n"
        "- The barrier will cost 268 million.\n- Nobody says who pays, but Ilse Brandt knows.\n\n"
        "1. Residents of the old harbour were asked before the vote.\n2. The tender is open to foreign firms.\n\n"
        "> The barrier is the largest of its kind in the region."
    )
    words = (
        "The council approved the barrier by 31 votes to 4.",
        "The barrier will cost 268 million.",
        "Residents of the old harbour were asked before the vote.",
        "The tender is open to foreign firms.",
        "The barrier is the largest of its kind in the region.",
    )
    places = tuple(
        (f"claim-{number}", text.index(one), text.index(one) + len(one)) for number, one in enumerate(words, 1)
    )
    told = text.index("It was")
    notes = (
        m.DraftNote("footnote", told - 1, told - 1, "From the minutes, by Ilse Brandt."),
        m.DraftNote("comment", told, told + 20, "How long, asks engineer-7?", "Mira", "2026-05-01T10:00:00Z"),
    )
    return Story(m.Draft("draft-1", "A wall against the water", AT), 2, text, notes, places)


def many(count, quotes=3):
    """Return `count` claims with `quotes` passages each, of count/2 sources: no two alike."""
    sources = [
        source(
            n,
            f"Report {n} on the state of the harbour wall",
            csl={
                "type": "article-newspaper",
                "title": f"Report {n} on the state of the harbour wall",
                "container-title": "The Harbour Courier",
                "author": [{"family": f"Reporter{n}", "given": "Mira"}],
                "issued": {"date-parts": [[2020 + n % 6, n % 12 + 1, n % 28 + 1]]},
            },
        )
        for n in range(1, max(2, count // 2))
    ]
    files = []
    for number in range(1, count + 1):
        found = []
        for turn in range(quotes):
            of = sources[(number * quotes + turn) % len(sources)]
            words = f"Measurement {number}.{turn} found that {number * 7 + turn} metres of the wall had sunk by {turn + 2} centimetres since the last survey"
            found.append(
                exhibit(
                    f"{number}-{turn}",
                    of,
                    words,
                    [SUPPORTS, REFUTES, CONTEXT][turn % 3],
                    claim=f"claim-{number}",
                    before="The engineers walked the whole length of the wall twice, in the dry season and after the rains. ",
                    after=". They asked for a second survey within the year, and for the money to pay for it.",
                )
            )
        verdict = ["Verified", "Verified with change", "Disputed", "Unsupported", "False"][number % 5]
        files.append(
            claim(
                str(number),
                f"Section {number} of the harbour wall has sunk by {number % 9 + 1} centimetres.",
                verdict,
                *found,
                why="The surveys were compared line by line with the sentence.",
            )
        )
    return Material(
        m.ProjectInfo(f"The harbour wall in {count} claims", "house", AT),
        (m.Draft("draft-1", "The wall", AT),),
        tuple(files),
    )
