r"""prh, and textlint with the rule prh: corrections as regular expressions with examples that prh runs itself.

    termbase export prh -o prh.yml
    termbase import prh prh.yml

Rules are of one language (--from). They hit whole words with the capitals of the glossary, at the start of a
sentence too, inflected as the language does it, and not inside other forms of the glossary. What prh cannot say is
left out: what depends on quotations, on other names in the text or on the words around; names over a line break;
texts all in capitals; agreement. An import takes plain patterns and the examples of others; the inflections of an
export follow from the glossary again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from termbase.exchange._correction_reading import Correction, load_corrections
from termbase.exchange._losses import losses
from termbase.exchange._output import write_files
from termbase.exchange._patterns import BEGINNING, pattern
from termbase.exchange._rules import FORMS, Rule, capitalised, rules, with_both_apostrophes
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions
from termbase.files import read_text
from termbase.glossary import yaml
from termbase.glossary.yaml import Mapping, Node, Scalar, Sequence
from termbase.messages import _
from termbase.model import Finding, Glossary

_REGEXP = re.compile(r"/(.*)/[gimyu]*", re.DOTALL)
_ID = re.compile(r"\[([a-z][a-z0-9-]*)\]")


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write one file of rules. Raises TermbaseError for a language that the glossary does not have."""
    found = rules(glossary, options)
    groups: dict[tuple[str, str, bool], list[Rule]] = {}
    for rule in with_both_apostrophes(capitalised(found.rules)):
        groups.setdefault((rule.concept, rule.target, rule.case == "any"), []).append(rule)
    lines = ["version: 1", "rules:" if groups else "rules: []"]
    for (id_, expected, any_case), group in groups.items():
        flags = "i" if any_case else ""
        lines.append(f"  - expected: {_quoted(expected)}")
        lines.append("    patterns:")
        lines += (f"      - {_quoted(f'/{pattern(rule)}/{flags}')}" for rule in group)
        own = [rule for rule in group if rule.own]
        if own:
            lines.append("    specs:")
            lines += (f"      - {{from: {_quoted(r.surface)}, to: {_quoted(r.target)}}}" for r in own)
        lines.append(f"    prh: {_quoted(f'[{id_}]')}")
    data = ("\n".join(lines) + "\n").encode("utf-8")
    return Exported(write_files({target: data}), len(found.rules), losses(found.lost))


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge the rules of a file into the glossary; see `_correction_reading`."""
    document = yaml.parse(read_text(file).text, file.as_posix())
    return load_corrections(read(document), file, folder, options, "prh", "spelling")


def read(document: yaml.Document) -> Iterator[Correction | Finding]:
    """Give the corrections of a file: plain patterns, and of regular expressions what their examples say."""
    root = document.root
    found = root.get("rules") if isinstance(root, Mapping) else None
    if not isinstance(found, Sequence):
        yield _error(document, root, _("the file has no list “rules”; is it one of prh?"))
        return
    for node in found.items:
        expected = node.value if isinstance(node, Scalar) else _text(node, "expected")
        if not expected:
            yield _error(document, node, _("the rule has no text “expected”"))
            continue
        given = _ID.fullmatch(_text(node, "prh"))
        id_ = given[1] if given else ""
        corrections = [*_of_patterns(node, expected), *_of_examples(node, expected)]
        for line, wrong in dict.fromkeys((document.place(at.start).line, wrong) for at, wrong in corrections):
            if wrong != expected:
                yield Correction(line, wrong, expected, id_)
        if not corrections and not (id_ and _is_inflection(node)):
            message = _("the rule for “{text}” has only regular expressions and no examples; it was left out")
            place = document.place(node.start)
            yield Finding("TB725", "warning", message.format(text=expected), place)


def _of_patterns(node: Node, expected: str) -> Iterator[tuple[Node, str]]:
    """Give the patterns that are plain texts; without any prh matches the expected text with other capitals."""
    for key in ("pattern", "patterns"):
        child = node.get(key) if isinstance(node, Mapping) else None
        for item in child.items if isinstance(child, Sequence) else (child,):
            if isinstance(item, Scalar) and item.value and not _REGEXP.fullmatch(item.value):
                yield item, item.value


def _is_inflection(node: Node) -> bool:
    """Tell whether all patterns of a rule are those that an export writes."""
    found = node.get("patterns") if isinstance(node, Mapping) else None
    items = found.items if isinstance(found, Sequence) else ()
    return bool(items) and all(
        isinstance(item, Scalar) and item.value.startswith(f"/{BEGINNING}") for item in items
    )


def _of_examples(node: Node, expected: str) -> Iterator[tuple[Node, str]]:
    """Give what examples turn into the expected text alone."""
    child = node.get("specs") if isinstance(node, Mapping) else None
    for item in child.items if isinstance(child, Sequence) else ():
        if _text(item, "to") == expected and (wrong := _text(item, "from")):
            yield item, wrong


def _text(node: Node, key: str) -> str:
    child = node.get(key) if isinstance(node, Mapping) else None
    return child.value if isinstance(child, Scalar) and not child.is_null else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _error(document: yaml.Document, node: Node, message: str) -> Finding:
    place = document.place(node.start)
    return Finding("TB748", "error", message, place, source=document.line(place.line))


EXCHANGE = Exchange(
    name="prh",
    description="rules for prh and textlint",
    suffixes=(".yml", ".yaml"),
    dump=dump,
    load=load,
    lost="what depends on the context; all but corrections of one language",
    options=(FORMS,),
)
