import pytest

from core.extract.citation.people import names


def person(given, family):
    return {"family": family, "given": given}


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Jane Doe", [person("Jane", "Doe")]),
        ("By Jane Doe", [person("Jane", "Doe")]),
        ("BY JANE DOE AND JOHN ROE", [person("Jane", "Doe"), person("John", "Roe")]),
        ("Jane Doe, John Roe and Ann Poe", [person("Jane", "Doe"), person("John", "Roe"), person("Ann", "Poe")]),
        ("Jane Doe; John Roe", [person("Jane", "Doe"), person("John", "Roe")]),
        ("Jong, Michiel de", [person("Michiel de", "Jong")]),
        ("Ludwig van Beethoven", [person("Ludwig", "van Beethoven")]),
        ("Charles de la Vallée Poussin", [person("Charles de la Vallée", "Poussin")]),
        ("Martin Luther King Jr.", [{**person("Martin Luther", "King"), "suffix": "Jr."}]),
        ("By Jane Doe, Staff Writer", [person("Jane", "Doe")]),
        ("Jane Doe March 11, 2015 3:46 PM", [person("Jane", "Doe")]),
        ("Ed Nelson", [person("Ed", "Nelson")]),
        ("Jane Doe, PhD", [person("Jane", "Doe")]),
        ("Jane Doe <jane@example.org>", [person("Jane", "Doe")]),
        ("Reuters", [{"literal": "Reuters"}]),
        ("Associated Press", [{"literal": "Associated Press"}]),
        ("Mac & i", [{"literal": "Mac & i"}]),
        ("Dr. Dobb", [{"literal": "Dr. Dobb"}]),
        ("肖春芳", [{"literal": "肖春芳"}]),
        ("记者：王小明、李华", [{"literal": "王小明"}, {"literal": "李华"}]),
        ("محمد بن سلمان", [{"literal": "محمد بن سلمان"}]),
        ("Алексей Навальный", [{"literal": "Алексей Навальный"}]),
        *(
            (body, [{"literal": body}])
            for body in (
                "Centers for Disease Control and Prevention",
                "Department for Environment, Food and Rural Affairs",
                "Marks & Spencer",
                "Department for Food and Rural Affairs",
                "Securities and Exchange Commission",
                "AT&T",
            )
        ),
        ("Jane Doe and Department of Health", [person("Jane", "Doe"), {"literal": "Department of Health"}]),
        ("Jane Doe & John Roe", [person("Jane", "Doe"), person("John", "Roe")]),
        ("Ana Ruiz y Luis Gil", [person("Ana", "Ruiz"), person("Luis", "Gil")]),
        ("José Ortega y Gasset", [person("José", "Ortega y Gasset")]),
        ("Ortega y Gasset", [{"family": "Ortega y Gasset"}]),
        ("Robert Downey, Jr.", [{**person("Robert", "Downey"), "suffix": "Jr."}]),
        ("King, Martin Luther, Jr.", [{**person("Martin Luther", "King"), "suffix": "Jr."}]),
        ("Von Miller", [person("Von", "Miller")]),
        ("Von Jane Doe", [person("Jane", "Doe")]),
        ("von dpa", [{"literal": "dpa"}]),
        ("Monday Okoro", [person("Monday", "Okoro")]),
        ("Jane Doe, Friday morning", [person("Jane", "Doe")]),
        ("Jane Doe Monday, March 3", [person("Jane", "Doe")]),
        ("Dr. Jane Doe and Prof. John Roe", [person("Jane", "Doe"), person("John", "Roe")]),
        ("admin", []),
        ("https://example.org/jane", []),
        ("", []),
    ],
)
def test_names(byline, expected):
    assert names([byline], organisations=["Mac & i", "Dr. Dobb"]) == expected


def test_a_hungarian_name_is_not_split():
    assert names(["Nagy Imre"], language="hu") == [{"literal": "Nagy Imre"}]


def test_each_name_comes_once():
    assert names(["Jane Doe", "JANE DOE"]) == [person("Jane", "Doe")]
