from collections.abc import Mapping, Sequence

from termbase.index.match import Match
from termbase.index.shapes import Reading
from termbase.rewrite.draft import Draft
from termbase.rewrite.plain import PlainEdit

def usual_drafts(
    matches: Sequence[Match],
    text: str,
    lower: str,
    known: Mapping[tuple[Reading, ...], PlainEdit],
    telling: frozenset[str],
) -> tuple[list[Draft], Sequence[Match]]: ...
