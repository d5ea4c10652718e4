from collections.abc import Mapping

from termbase.index.match import Match, Sense
from termbase.index.patterns import Patterns
from termbase.index.seeking import Proposal, Read

class Seeker:
    def __init__(self, led: Patterns, bare: Patterns) -> None: ...
    def proposals(self, lower: str) -> list[Proposal]: ...
    def matches(self, text: str, lower: str, known: Mapping[str, Sense], read: Read) -> list[Match]: ...
