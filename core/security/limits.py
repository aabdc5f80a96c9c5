"""What hostile bytes may cost at most. Sizes in bytes, times in seconds, texts in characters."""

# Reading pages and documents
EXTRACT_BODY = 256 * 1024 * 1024
EXTRACT_TEXT = 32_000_000
EXTRACT_BLOCKS = 400_000
PDF_PAGES = 20_000
METADATA_BODY = 8 * 1024 * 1024  # a larger page is cut here before its citation data are looked for
METADATA_FIELD = 2_000
METADATA_AUTHORS = 50
JSON_LD = 2 * 1024 * 1024

# Finding passages
QUOTE_TEXT = 200_000
