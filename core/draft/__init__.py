"""A draft as text to be checked: its sentences, the claims it may contain, and the effect of an edit on them. Pure."""
