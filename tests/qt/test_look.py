import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics

from core.model import PageVerdict, Relation, Status
from gui.widgets import theme
from gui.widgets.controls import text_field
from gui.widgets.elided_label import OneLine
from gui.widgets.icons import icon, names
from gui.widgets.paint import in_view
from gui.widgets.palettes import DARK, LIGHT

READABLE = 4.5
INKS = ("text", "muted", "accent", "good", "fair", "warn", "poor", "bad", "neutral")


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one, other):
    """WCAG 2.2, contrast ratio."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", INKS)
def test_ink_is_readable_on_every_ground(palette, ink):
    colour = getattr(palette, ink)
    for ground in (palette.surface, palette.raised, palette.sunken, palette.tint(colour)):
        assert contrast(colour, ground) >= READABLE, (ink, ground.name())
    if ink in ("text", "muted"):
        assert contrast(colour, palette.selection) >= READABLE
    assert contrast(palette.on_accent, palette.accent) >= READABLE


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_meaning_has_a_colour(palette):
    assert all(isinstance(palette.status(status), QColor) for status in Status)
    assert len({palette.relation(relation).name() for relation in Relation}) == len(Relation)
    assert len({palette.quality(verdict).name() for verdict in PageVerdict}) == len(PageVerdict)


def test_the_theme_turns_the_whole_application(qapp):
    assert theme.apply(qapp, "dark") is DARK
    assert theme.colours() is DARK
    assert theme.apply(qapp, "light") is LIGHT
    assert theme.colours() is LIGHT


@pytest.mark.parametrize("name", names())
def test_every_icon_draws_in_the_colour_of_the_theme(qapp, name):
    def drawn():
        image = icon(name).pixmap(QSize(24, 24)).toImage()
        return {
            image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200
        }

    theme.apply(qapp, "light")
    light = drawn()
    theme.apply(qapp, "dark")
    assert light
    if name != "standfirst":  # the program's logo keeps its colours
        assert light != drawn()


def test_an_unknown_icon_fails_where_it_is_asked_for():
    with pytest.raises(FileNotFoundError):
        icon("no such drawing")


def test_a_long_title_ends_in_an_ellipsis_and_is_told_whole(qtbot):
    label = OneLine("heading")
    qtbot.addWidget(label)
    label.setText("The bridge\nthat went quiet")
    assert label.text() == label.toolTip() == "The bridge that went quiet"
    label.resize(label.sizeHint())
    whole = label.grab().toImage()
    label.setText("The bridge that went quiet about its price")
    assert label.grab().toImage() != whole
    assert label.minimumSizeHint().width() >= 0
    assert label.minimumWidth() == 1


@pytest.mark.parametrize("width", [60, 120, 200, 2000])
def test_the_words_looked_for_are_seen_whole_in_a_narrow_list(qapp, width):
    metrics, text = QFontMetrics(theme.ui_font()), "…the mayor of the town said Hochwasser"
    start = text.index("Hoch")
    shown, marks = in_view(text, [(start, len(text))], metrics, width)
    assert shown[slice(*marks[0])] == "Hochwasser"
    before = shown[: marks[0][0]]
    assert before == "…" or metrics.horizontalAdvance(shown) <= width
    assert (shown == text) is (width == 2000)


def test_words_stand_at_the_side_where_their_script_begins(qtbot):
    field = text_field("Words")
    qtbot.addWidget(field)
    sides = []
    for words in ("Nobody asked.", "قال الوزير", "«قال»\nNobody", ""):
        field.setPlainText(words)
        sides.append(bool(field.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignRight))
    assert sides == [False, True, True, False]
