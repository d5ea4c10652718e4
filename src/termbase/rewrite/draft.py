"""An edit while it is planned: of the running text of a block, later of the source."""

from __future__ import annotations

from typing import NamedTuple


class Draft(NamedTuple):
    """An edit of a text (code points), or where `applicable` is false a notice about this stretch of it.

    `code` is the finding about it, if any.
    """

    start: int
    end: int
    new: str
    concept: str
    rule: str
    reason: str
    safe: bool
    code: str = ""
    applicable: bool = True

    def at(self, start: int, end: int) -> Draft:
        """The same of another stretch."""
        return Draft(start, end, *self[2:])

    def shifted(self, by: int) -> Draft:
        """The same so many code points further on."""
        return self.at(self.start + by, self.end + by)
