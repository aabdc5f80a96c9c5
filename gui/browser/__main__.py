"""Run as `python -m gui.browser`."""

import sys

from gui.browser.program import main

sys.exit(main())
