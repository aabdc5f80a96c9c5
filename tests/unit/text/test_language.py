"""The one guesser: right on sentences, silent on what is in no language."""

import pytest

from core.text.language import SHOWN, guess, likely, tidy


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council approved the new bridge last night.", "en"),
        ("Der Stadtrat hat die neue Brücke gestern Abend genehmigt.", "de"),
        ("Le conseil municipal a approuvé le nouveau pont hier soir.", "fr"),
        ("Общинският съвет одобри новия мост снощи.", "bg"),
        ("Місцева рада вчора ввечері схвалила новий міст.", "uk"),
        ("کونسل نے کل رات نئے پل کی منظوری دی۔", "ur"),
        ("شورای شهر دیشب پل جدید را تصویب کرد.", "fa"),
        ("وافق المجلس على الجسر الجديد مساء أمس.", "ar"),
        ("議会は昨夜、新しい橋を承認した。", "ja"),
        ("市议会昨晚批准了新桥。", "zh"),
        ("시의회는 어젯밤 새 다리를 승인했다.", "ko"),
        ("Hội đồng thành phố đã phê duyệt cây cầu mới tối qua.", "vi"),
        ("สภาเมืองอนุมัติสะพานใหม่เมื่อคืนนี้", "th"),
        ("საკრებულომ გუშინ ახალი ხიდი დაამტკიცა.", "ka"),
    ],
)
def test_sentences_are_told_apart(text: str, language: str) -> None:
    assert guess(text) == language
    assert likely(text)[0] == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "41,000",
        "٤١٠٠٠",
        "ab",
        "xkq zzvw qpl jjrt",
        "https://example.org/der-die-das",
        "@newsdesk #und",
        "…—!",
        "\ud800\ud800",
    ],
)
def test_what_is_in_no_language_is_unknown(text: str) -> None:
    assert guess(text, SHOWN) == ""


def test_what_is_shown_needs_more_than_what_chooses_a_rule() -> None:
    text = "The council voted."
    assert guess(text) == "en"
    assert guess(text, SHOWN) == ""


def test_half_letters_and_length_are_no_trouble() -> None:
    assert guess("\ud83d The council approved the new bridge last night.") == "en"
    assert guess("Der Stadtrat hat die neue Brücke genehmigt. " * 50_000) == "de"


@pytest.mark.parametrize("trouble", [OSError, MemoryError])
def test_a_model_that_cannot_be_unpacked_leaves_the_language_unknown(
    monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    def refuse() -> None:
        raise trouble

    monkeypatch.setattr("core.text.language._loaded", refuse)
    assert guess(f"The council approved the bridge last night: {trouble.__name__}.") == ""


@pytest.mark.parametrize(
    ("label", "tag"), [("EN_us", "en-US"), ("zh-hans", "zh-Hans"), ("de, en", "de"), ("English!", ""), ("", "")]
)
def test_tags_are_made_tidy(label: str, tag: str) -> None:
    assert tidy(label) == tag
