"""A window that runs from right to left: what is painted by hand turns round with it."""

from PySide6.QtCore import Qt

from gui.drafts.legend import DraftLegend


def ink(qtbot, direction):
    """Return the columns of the legend in which anything is drawn."""
    legend = DraftLegend()
    qtbot.addWidget(legend)
    legend.setLayoutDirection(direction)
    legend.resize(700, 30)
    image = legend.grab().toImage()
    ground = image.pixelColor(0, 0)
    columns = range(image.width())
    return [x for x in columns if any(image.pixelColor(x, y) != ground for y in range(image.height()))]


def test_the_legend_shows_every_word_from_right_to_left(qtbot):
    straight, turned = (ink(qtbot, way) for way in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft))
    assert abs(len(straight) - len(turned)) < len(straight) // 10
    assert min(straight) < 30
    assert max(turned) > 670
