"""All errors that a person may see, each with a sentence and a hint.

StandfirstError
├── WorldError   the network, the disk or another program failed; a retry may help   (exit 3)
├── InputError   the request or the input cannot be used                             (exit 2)
├── TrustError   sealed bytes, stored rows and claimed data do not agree             (exit 1)
└── Cancelled    the user stopped the work; not shown as an error

Any other exception is a bug.
"""


class StandfirstError(Exception):
    """An error that the user can understand: a sentence that states the problem and a hint that states the remedy."""

    exit_code = 2

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint

    @property
    def clause(self) -> str:
        """The sentence as a part of another one: without a capital and a full stop."""
        return self.sentence[:1].lower() + self.sentence[1:].rstrip(".")


class WorldError(StandfirstError):
    """A failure outside the program: network, disk, lock, another program."""

    exit_code = 3


class InputError(StandfirstError):
    """The input or the request cannot be used."""

    exit_code = 2


class TrustError(StandfirstError):
    """A failed check of evidence: stored and claimed data differ."""

    exit_code = 1


class Cancelled(StandfirstError):  # noqa: N818 - not an error to the user
    """The user stopped the work."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("Stopped.", "Nothing that was sealed before is lost.")
