"""A draft as a text to be checked: its sentences, the claims it may hold, and what an edit does to them. Pure."""
