"""Which of the names that a search finds are wanted: so many concepts, with terms in one of some languages."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from termbase.index.names import Found, Names


def select(
    names: Names,
    query: str,
    lang: str | None,
    to: Sequence[str] | None,
    limit: int | None,
    exact: bool,
    languages_of: Callable[[str], Iterable[str]],
) -> list[Found]:
    """Give the best name of each concept that was found, best first, at most `limit`.

    With `to` only concepts that have terms in one of these languages, as `languages_of` (of an id) says; regions and
    scripts do not matter.
    """
    asked = limit
    while True:
        found = names.search(query, lang=lang, limit=asked, exact=exact)
        if not to:
            return found
        wanted = {each.strip().partition("-")[0].lower() for each in to}
        speaking = [
            each
            for each in found
            if not wanted.isdisjoint(own.partition("-")[0] for own in languages_of(each.name.concept))
        ]
        if asked is None or limit is None or len(speaking) >= limit or len(found) < asked:
            return speaking[:limit]
        asked *= 4
