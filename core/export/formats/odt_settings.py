"""Layout settings of our OpenDocument text: Word's rules, as LibreOffice applies them to Word documents.

With its native rules LibreOffice 7.4 moves a paragraph and its footnotes between pages in an endless loop: half of the
briefs of the sample story could not be opened. The names are LibreOffice's own (ODF 1.3 part 3, 3.10.2, leaves them to
each program), the values those it sets for an imported Word document.
"""

SETTINGS_PART = "settings.xml"
BY_WORD = (
    "AddFrameOffsets",
    "AddVerticalFrameOffsets",
    "ApplyParagraphMarkFormatToNumbering",
    "BackgroundParaOverDrawings",
    "ClippedPictures",
    "ConsiderTextWrapOnObjPos",
    "DisableOffPagePositioning",
    "FloattableNomargins",
    "FrameAutowidthWithMorePara",
    "HeaderSpacingBelowLastPara",
    "IgnoreTabsAndBlanksForLineCalculation",
    "InvertBorderSpacing",
    "MsWordCompMinLineHeightByFly",
    "MsWordCompTrailingBlanks",
    "NoNumberingShowFollowBy",
    "SurroundTextWrapSmall",
    "TabAtLeftIndentForParagraphsInList",
    "TabOverMargin",
    "TabOverSpacing",
    "TableRowKeep",
    "TreatSingleColumnBreakAsPageBreak",
    "UnbreakableNumberings",
    "WordLikeWrapForAsCharFlys",
    "AddExternalLeading",
    "AddParaLineSpacingToTableCells",
    "AddParaSpacingToTableCells",
    "AddParaTableSpacingAtStart",
    "AlignTabStopPosition",
    "FootnoteInColumnToPageEnd",
    "PropLineSpacingShrinksFirstLine",
)
NOT_BY_WORD = (
    "AddParaTableSpacing",
    "TabsRelativeToIndent",
    "UseFormerLineSpacing",
    "UseFormerObjectPositioning",
    "UseFormerTextWrapping",
    "UseOldNumbering",
    "UseOldPrinterMetrics",
)
FRAME = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3">
<office:settings><config:config-item-set config:name="ooo:configuration-settings">{}</config:config-item-set></office:settings>
</office:document-settings>
"""


def settings() -> str:
    """Return the settings part of the package."""
    said = [*((name, "true") for name in BY_WORD), *((name, "false") for name in NOT_BY_WORD)]
    items = (
        f'<config:config-item config:name="{name}" config:type="boolean">{value}</config:config-item>'
        for name, value in said
    )
    return FRAME.format("".join(items))
