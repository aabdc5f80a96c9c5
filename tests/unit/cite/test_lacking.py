import pytest

from core.cite.lacking import lacking

MAIL = {
    "type": "personal_communication",
    "recipient": [{"family": "Smith", "given": "Bob"}],
    "issued": {"date-parts": [[2024, 1, 2]]},
}
CASE = {
    "type": "legal_case",
    "title": "Roe v. Wade",
    "container-title": "U.S.",
    "volume": "410",
    "page": "113-120",
    "number": "70-18",
    "authority": "Supreme Court",
}


@pytest.mark.parametrize(
    ("item", "shown", "words"),
    [
        (
            {"type": "interview", "interviewer": [{"family": "Doe", "given": "Jane"}], "medium": "telephone"},
            "Roe, J. (2024).",
            "interview by Jane Doe, telephone",
        ),
        (
            {"type": "interview", "interviewer": [{"family": "Doe", "given": "Jane"}], "medium": "telephone"},
            "Roe, by J. Doe. Telephone.",
            "",
        ),
        ({"type": "patent", "jurisdiction": "US", "number": "7"}, "Engine.", "US Patent 7"),
        ({"type": "legislation", "section": "4"}, "Act 1994.", "§ 4"),
        ({"type": "legislation", "section": "4"}, "Act § 4.", ""),
        (
            {**MAIL, "genre": "e-mail", "title": "E-mail on the budget"},
            "Roe, A. (2024) ‘E-mail on the budget’.",
            "e-mail to Bob Smith, 2 January 2024",
        ),
        ({**MAIL, "genre": "e-mail", "title": "Budget"}, "Roe, Ann. Budget. E-mail. 2 Jan. 2024.", "to Bob Smith"),
        ({**MAIL, "genre": "e-mail", "title": "Budget"}, "Roe, Ann. Budget. E-mail to Bob Smith. January 2, 2024.", ""),
        (CASE, "Roe v. Wade (1973) U.S.", "410 U.S. 113, Supreme Court"),
        (CASE, "Roe v. Wade, 410 U.S. 113 (Supreme Court 1973).", ""),
        ({**CASE, "page": ""}, "Roe v. Wade. U.S., vol. 410. Supreme Court.", "No. 70-18"),
        (
            {
                "type": "hearing",
                "title": "Port",
                "section": "Committee on Commerce",
                "authority": "U.S. Senate",
                "number": "117-5",
            },
            "Port. 117-5.",
            "Committee on Commerce, U.S. Senate",
        ),
        (
            {
                "type": "legislation",
                "container-title": "U.S.C.",
                "volume": "33",
                "section": "1251",
                "number": "Pub. L. 92-500",
                "URL": "https://law.example/33/92-500",
            },
            "Act. 33 U.S.C. https://law.example/33/92-500",
            "§ 1251, Pub. L. 92-500",
        ),
        ({"type": "webpage", "number": "4"}, "Page.", ""),
    ],
)
def test_what_a_style_leaves_out_is_told(item, shown, words):
    assert lacking(item, shown) == words
