"""Where the frozen program begins."""

import sys

from mfdesk.__main__ import main

sys.exit(main())
