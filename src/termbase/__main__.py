"""`python -m termbase` is `termbase`."""

import sys

from termbase.cli import main

sys.exit(main())
