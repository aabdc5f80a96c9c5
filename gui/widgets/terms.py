"""Terms agreed with an interviewee, in words."""

from core.model import Terms

TERMS_WORDS = {
    Terms.NONE: "Nothing agreed",
    Terms.ON_RECORD: "On the record: may be named and quoted",
    Terms.BACKGROUND: "Background: may be quoted, under an alias",
    Terms.DEEP_BACKGROUND: "Deep background: may be used, not attributed",
    Terms.OFF_RECORD: "Off the record: not for use",
}
