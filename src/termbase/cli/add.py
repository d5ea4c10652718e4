from __future__ import annotations
def add() -> int:
    """To come."""
    return 2
