"""The single keys of the draft: what each does, in the words of the sheet of shortcuts."""

HELP = (
    ("J / K", "Next / previous claim"),
    ("N", "Next unchecked claim"),
    ("C", "Claim from the selection or the sentence"),
    ("S", "Status: how far the check is"),
    ("V", "Verdict: whether it is true"),
    ("E", "Open the first evidence of the claim"),
    ("F", "Show only some claims, by status, kind or checker"),
    ("G", "Sentences worth a claim, best first"),
    ("M", "Comments, footnotes and changes of the file"),
    ("U / W", "Next words that stand in no claim / dismiss them"),
    ("T", "Edit the text; Ctrl+Enter saves a version"),
    ("D", "Differences between versions"),
    ("P", "Split the claim into the parts of its sentence"),
    ("O", "One claim of the selected ones, or of this and the next"),
    ("R", "Close the claim and say why"),
    ("L", "Lost and closed claims; reopen one"),
    ("/", "Search the project"),
)
KEYS = frozenset("jkncsvefrtld/gmuwpo")
