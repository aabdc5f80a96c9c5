"""Makes the pictures and the PDF of the sample story again from their sources in core/demo/material/made."""

from pathlib import Path

import typst

MATERIAL = Path(__file__).parents[2] / "core" / "demo" / "material"
MADE, SITES = MATERIAL / "made", MATERIAL / "sites"
PIXELS = (
    ("bridge.svg", 800, "www.ostrey-council.example/assets/bridge-800.png"),
    ("bridge.svg", 1200, "www.ostrey-council.example/assets/bridge-1200.png"),
    ("office.svg", 480, "www.ellmark-courier.example/assets/mayor-480.png"),
    ("office.svg", 960, "www.ellmark-courier.example/assets/mayor-960.png"),
    ("hero.svg", 1400, "www.thalwerk-bruecken.example/bild/hero.png"),
)
PICTURE = '#set page(width: {width}pt, height: auto, margin: 0pt)\n#image("made/{name}", width: 100%)'


def main() -> None:
    for name, width, place in PIXELS:
        source = PICTURE.format(name=name, width=width).encode()
        typst.compile(source, root=str(MATERIAL), output=str(SITES / place), format="png", ppi=72)
    report = SITES / "www.ostrey-council.example" / "reports" / "tr-2026-31.pdf"
    typst.compile(str(MADE / "final-account.typ"), root=str(MATERIAL), output=str(report), pdf_standards=["a-2b"])


if __name__ == "__main__":
    main()
