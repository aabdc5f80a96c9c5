"""The single keys of the draft: what each does, in the words of the sheet of shortcuts."""

HELP = (
    ("J / K", "Next / previous claim"),
    ("N", "Next claim that nobody looked at"),
    ("C", "Claim from the selection or the sentence"),
    ("S", "Status: how far the check is"),
    ("V", "Verdict: whether it is true"),
    ("E", "Open the first evidence of the claim"),
    ("F", "Show only some claims, by status, kind or checker"),
    ("G", "Sentences worth a claim, best first"),
    ("M", "Comments, footnotes and changes of the file"),
    ("U / W", "Next words that stand in no claim / wave them off"),
    ("T", "Edit the text; Ctrl+Enter saves a version"),
    ("D", "Differences between versions"),
    ("L", "Claims whose words are gone from the text"),
    ("R", "Retire the claim; Undo brings it back"),
    ("/", "Search the project"),
)
KEYS = frozenset("jkncsvefrtld/gmuw")
