from __future__ import annotations
def init() -> int:
    """To come."""
    return 2
