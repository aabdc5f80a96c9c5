"""Limits for hostile input. Sizes in bytes, times in seconds, texts in characters."""

# Reading pages and documents
EXTRACT_BODY = 256 * 1024 * 1024
EXTRACT_TEXT = 32_000_000
EXTRACT_BLOCKS = 400_000
ARTICLE = 1_000_000  # in a longer text, or one of more blocks, no article is looked for
ARTICLE_BLOCKS = 10_000
PDF_PAGES = 20_000
METADATA_BODY = 8 * 1024 * 1024  # a larger page is truncated before citation data are extracted
METADATA_FIELD = 2_000
METADATA_AUTHORS = 50
JSON_LD = 2 * 1024 * 1024
ATTRIBUTES = 512  # of one element
DEPTH = 64  # of nested elements, in a page that nests deeper than the parser reads (2,048)

# Reading drafts
DRAFT_BYTES = 64 * 1024 * 1024
DRAFT_UNPACKED = 512 * 1024 * 1024  # of a packed document
DRAFT_PARTS = 5_000
DRAFT_SECONDS = 60.0
DRAFT_HEAP = "1g"
DRAFT_NOTES = 100_000
DRAFT_TEXT = 5_000_000  # about 1,000 book pages; a larger file is not a story
CLAIM_TEXT = 20_000
ROW_TEXT = 1_000_000  # of any other column of a row, but for the lists and texts below

AUTOSAVE_BYTES = 128 * 1024 * 1024  # of text typed into a draft or a dialog, or of a list of links

# Finding passages
QUOTE_TEXT = 200_000

# Names and addresses
URL_LENGTH = 8_192
NAME_LENGTH = 120

# Fetching
CONNECT_SECONDS = 15.0
IDLE_SECONDS = 20.0  # without a byte
RESOURCE_SECONDS = 120.0
PAGE_SECONDS = 600.0
REDIRECTS = 12
PAGE_RESOURCES = 3_000
DOCUMENT_WIRE = 256 * 1024 * 1024  # text, styles, pages
MEDIA_WIRE = 2 * 1024 * 1024 * 1024  # video, audio, images, documents
PAGE_WIRE = 4 * 1024 * 1024 * 1024
SPOOL_MEMORY = 1024 * 1024  # of a response held in memory; the rest goes to disk
HEAD_WIRE = 512 * 1024  # status line and headers
PROXY_HEAD = 64 * 1024

# The browser pass: bodies as the browser decoded them
BROWSER_BODY = 64 * 1024 * 1024
BROWSER_TOTAL = 512 * 1024 * 1024
BROWSER_LINE = 32 * 1024 * 1024  # of one of its messages
BROWSER_LOAD = 30.0
BROWSER_SETTLE = 15.0  # once for scrolling, once for network silence
BROWSER_SECONDS = 120.0
VISIT_SECONDS = 3600.0

# Decoding: the ratio applies above the floor only, since tiny bodies may be all blanks
DECODED = 256 * 1024 * 1024
RATIO = 200
RATIO_FLOOR = 16 * 1024 * 1024
CODINGS = 5
STREAMS = 100_000  # gzip members or zstd frames of one body
ZSTD_WINDOW_LOG = 27  # 128 MB
CODED_KEPT = 16 * 1024 * 1024  # of the compressed bytes kept, to tell where exactly a stream ends or is damaged

# Finding what a page needs
FIND_BODY = 32 * 1024 * 1024
FIND_REFERENCES = 3_000
FRAME_DEPTH = 4
STYLE_DEPTH = 8
SRCDOC_DEPTH = 3

# Sealed files
WARC_HEAD = 64 * 1024
WARC_RECORDS = 100_000
LOG_BYTES = 16 * 1024 * 1024
STORED_BODY = 2 * 1024 * 1024 * 1024

# Imported files
IMPORT_BYTES = 8 * 1024 * 1024 * 1024  # of one file, and of what it unpacks to
PACKAGE_MEMBERS = 20_000
PACKAGE_TEXT = 64 * 1024 * 1024  # of a table in it, unpacked: page list, index, description
PACKAGE_PAGES = 20_000
PACKAGE_INDEX = 1_000_000  # lines
MAIL_PARTS = 3_000
SAVED_HEAD = 64 * 1024  # of a saved page, in which it says where it was saved
CONVERT_BYTES = 64 * 1024 * 1024  # of a document that is turned into a page

LIST_BYTES = 16 * 1024 * 1024  # of a list of links
SECRET_BYTES = 64 * 1024  # of a file with a passphrase or an identity
SCALE_BYTES = 100_000
STYLE_BYTES = 2_000_000  # the largest style in the public repository has about 250,000

# Citation files
CITATION_BYTES = 64 * 1024 * 1024
CITATIONS = 50_000

# Pages and pictures on screen
DRAW_SECONDS = 10.0  # for one page, or one picture
SCREEN_PIXELS = 32_000_000  # of one page or picture as it is sent to the window: 128 MB
PAGE_SIDE = 14_400.0  # points; PDF 32000-1 annex C
PAGE_LETTERS = 200_000  # of a page: that many can be selected and found
PAGE_HITS = 2_000  # places of words on one page
PAGE_LINKS = 5_000
PAGE_ROWS = 20_000
PDF_OUTLINE = 5_000  # entries
SVG_BYTES = 32 * 1024 * 1024  # unpacked
FOUND_PAGES = 20  # searched in one call

# Pictures in a printed brief
DRAWN_PIXELS = 120_000_000  # of a sealed picture that is opened at full size: 360 MB
DRAWN_PAGE = 12_000_000  # pixels of a page of a PDF
PRINTED_SIDE = 1600  # pixels of the longer side: 200 dpi across an A4 page
PASSAGE_HEAD = 24  # letters by which a passage that continues on the next page is found

# House templates
TEMPLATE_BYTES = 4 * 1024 * 1024  # the logo may be in it
LOGO_BYTES = 2 * 1024 * 1024
LOGO_PIXELS = 40_000_000
LOGO_SECONDS = 10.0

ENCLOSED_BYTES = 256 * 1024 * 1024  # of sealed files attached to a PDF: the typesetter holds them in memory

# The worker process
SANDBOX_MEMORY = 2 * 1024 * 1024 * 1024
SANDBOX_FILE = 1024 * 1024 * 1024  # a temporary file of a library
SANDBOX_CPU = 30
SANDBOX_SECONDS = 60.0
SANDBOX_CALLS = 200
SANDBOX_REPLY = 512 * 1024 * 1024
