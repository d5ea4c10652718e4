"""Which languages the pairs of a file are in, and which of them are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from termbase.documents.document import Pair
from termbase.languages.known import usual_tag
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError

Groups = Mapping[tuple[str, str], Sequence[Pair]]
"""Pairs by the languages that they were translated from and into."""


def by_languages(pairs: Iterable[Pair], source: str | None, target: str | None, file: str) -> Groups:
    """Group pairs; `source` and `target` are for those that say none. Raises TermbaseError where nobody does."""
    found: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        from_, to = source or pair.source.lang, pair.target.lang or target
        if from_ is None or to is None:
            message = _(
                "does not say from and into which language it was translated; name them with --from and --to"
            )
            raise TermbaseError.of("TB807", message, Place(file))
        found.setdefault((usual_tag(from_), usual_tag(to)), []).append(pair)
    return found


def groups_into(groups: Groups, target: str | None) -> Groups:
    """The pairs into a language, else into what is the same but for a region or a script."""
    if target is None:
        return groups
    tag = usual_tag(target)
    exact = {languages: own for languages, own in groups.items() if languages[1] == tag}
    base = tag.partition("-")[0]
    return exact or {
        languages: own for languages, own in groups.items() if languages[1].partition("-")[0] == base
    }


def without_any(groups: Groups, target: str | None, file: str) -> Finding:
    """The finding that no translation is in the language that was asked for."""
    message = _("has translations into {languages}, none into “{target}”; nothing was checked")
    languages = ", ".join(dict.fromkeys(f"“{to}”" for _from, to in groups))
    return Finding("TB806", "info", message.format(languages=languages, target=target), Place(file))
