"""The one reading of words: folding, tokens, language, numbers, dates, sentences, quotations, names. Pure functions."""
