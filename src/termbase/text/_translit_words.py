"""How a name is read: its words, the rules that each of them meets, and their capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from termbase.text._translit_rules import END, START, Rule, Table, name_key

_WORD = re.compile(r"[^\W\d_]+")
_WORD_WITH_APOSTROPHE = re.compile(r"[^\W\d_]+(?:['’ʼ‘][^\W\d_]+)*")
_APOSTROPHE_IS_LETTER = ("uk", "be")  # Лук’янов
_APOSTROPHES = str.maketrans("'’‘", "ʼʼʼ")
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0300\u0301")  # also marks of stress
_LONGEST_ACRONYM = 5


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a name with the rules that read it; what stands between words has no rules and is kept."""

    text: str
    parts: tuple[Rule, ...] = ()


def clean(name: str) -> str:
    """Compose the letters of a name and drop what is not seen: soft hyphens, marks of stress."""
    name = unicodedata.normalize("NFC", name)
    return name if name.isalpha() else name.translate(_UNSEEN)


def words(name: str, source: str, known: Table, conventions: bool = True) -> Iterator[Word]:
    """Read a clean name; what has a conventional form is one word with one rule, be it the whole name."""
    established = known.conventional if conventions else {}
    if convention := established.get(name_key(name)):
        yield Word(name, (_conventional(name, convention),))
        return
    for text, is_word in parted(name, source):
        if not is_word:
            yield Word(text)
            continue
        convention = established.get(name_key(text), ())
        yield Word(text, (_conventional(text, convention),) if convention else tuple(read(text, known)))


def parted(name: str, source: str) -> Iterator[tuple[str, bool]]:
    """Give the words of a clean name and what stands between them, each with whether it is a word."""
    pattern = _WORD_WITH_APOSTROPHE if source in _APOSTROPHE_IS_LETTER else _WORD
    done = 0
    for match in pattern.finditer(name):
        if match.start() > done:
            yield name[done : match.start()], False
        yield match[0], True
        done = match.end()
    if done < len(name):
        yield name[done:], False


def read(word: str, known: Table) -> list[Rule]:
    """Give the rules that read a word from its start to its end."""
    text = word.lower() if word.isalpha() else word.lower().translate(_APOSTROPHES)
    text = f"{START}{text}{END}"
    longest = 1 if is_acronym(word) else len(text)  # КСОР is spelled out: KSOR, not Xor
    found = []
    at, end = 1, len(text) - 1
    while at < end:
        window = text[at - 1 : at + 2]
        rule = known.windows.get(window)
        if rule is None:
            rule = rule_at(text, at, known, longest)
            if text[at] in known.rules and window[1:] not in known.beginnings:
                known.windows[window] = rule
        found.append(rule)
        at += rule.size
    return found


def rule_at(text: str, at: int, known: Table, longest: int) -> Rule:
    """Give the first rule that reads what starts at an offset; a letter that no rule knows stays."""
    for rule in known.rules.get(text[at], ()):
        if (
            (rule.before is None or text[at - 1] in rule.before)
            and (rule.size == 1 or (rule.size <= longest and text.startswith(rule.letters, at)))
            and (rule.after is None or text[at + rule.size] in rule.after)
        ):
            return rule
    return Rule(text[at], 1, None, None, text[at], ())


def written(word: str, parts: Sequence[Rule], outputs: Sequence[str]) -> str:
    """Give the outputs of the rules that read a word as one, with the word's capitals.

    >>> from termbase.text._translit_rules import table
    >>> written("МакДак", parts := read("МакДак", table("ru", "de")), [rule.output for rule in parts])
    'MakDak'
    """
    rest = word[1:]
    if not rest or rest.islower() or rest.isupper():
        return _cased("".join(outputs), word)
    pieces, at = [], 0
    for rule, output in zip(parts, outputs, strict=True):
        pieces.append(_cased(output, word[at : at + rule.size]))
        at += rule.size
    return "".join(pieces)


def _cased(form: str, word: str) -> str:
    first = word[:1]
    if first.islower() and not "\u10d0" <= first <= "\u10ff":  # Georgian letters count as small ones
        return form
    if len(word) > 1 and word.isupper() and not "\u1c90" <= first <= "\u1cbf":  # as do its capitals
        return form.upper()
    return form[:1].upper() + form[1:]


def _conventional(word: str, convention: tuple[str, ...]) -> Rule:
    return Rule(word, len(word), None, None, convention[0], convention[1:])


def is_acronym(word: str) -> bool:
    """Tell whether the letters of a word are spelled out."""
    return 1 < len(word) <= _LONGEST_ACRONYM and word.isupper()
