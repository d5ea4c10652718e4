"""Python's garbage collector, paused where it would look at many new objects again and again and free none."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Switch the garbage collector off, as it was found afterwards; what has no cycles is freed all the same.

    What was made meanwhile then counts as old, or the collector would look at all of it at once.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():  # frozen by nobody else: put among the oldest, unseen
                gc.freeze()
                gc.unfreeze()
            gc.enable()
