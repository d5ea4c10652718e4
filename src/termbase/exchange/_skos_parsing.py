"""Files of RDF as graphs of rdflib; what would make its parsers fetch something, or blow up, is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from termbase.messages import _
from termbase.model import Place, TermbaseError

SYNTAXES = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".jsonld": "json-ld", ".json": "json-ld"}


def parsed(text: str, file: Path) -> Any:
    """Parse the text of a file by its suffix. Raises TermbaseError with the line where it is broken."""
    import rdflib

    syntax = SYNTAXES.get(file.suffix.lower())
    if syntax is None:
        message = _("the suffix tells the syntax: {known}").format(known=", ".join(SYNTAXES))
        raise TermbaseError.of("TB744", message, Place(file.as_posix()))
    _refuse_what_fetches(text, syntax, file)
    graph = rdflib.Graph(bind_namespaces="none")
    try:
        graph.parse(data=text, format=syntax, publicID="urn:x-file:")
    except (
        Exception
    ) as error:  # each parser of rdflib raises its own: BadSyntax, SAXParseException, ValueError …
        line = getattr(error, "lines", None)
        number = line + 1 if isinstance(line, int) else getattr(error, "lineno", 0) or _line_of(error)
        # BadSyntax shows the file as bytes around its reason
        said = str(getattr(error, "_why", "") or getattr(error, "message", "") or error).strip().splitlines()
        message = _("is broken ({reason}); correct it, or save it anew").format(
            reason=(said or ["?"])[-1][:200]
        )
        raise TermbaseError.of("TB748", message, Place(file.as_posix(), number)) from None
    return graph


def _refuse_what_fetches(text: str, syntax: str, file: Path) -> None:
    """Refuse declarations of entities, and contexts that lie elsewhere."""
    message = ""
    if syntax == "xml" and re.search(r"<!(DOCTYPE|ENTITY)", text):
        message = _("a document type definition is not read, as it can be used against the reader; remove it")
        line = text.count("\n", 0, text.index("<!DOCTYPE" if "<!DOCTYPE" in text else "<!ENTITY")) + 1
    elif syntax == "json-ld":
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            return  # the parser says where
        if elsewhere := next(_contexts(data), None):
            message = _("the context “{address}” is not fetched; put what it says into the file")
            message, line = message.format(address=elsewhere), 1
    if message:
        raise TermbaseError.of("TB744", message, Place(file.as_posix(), line))


def _contexts(data: object) -> Iterator[str]:
    """Give the addresses of contexts that are not in the file."""
    waiting = [data]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            for key, value in each.items():
                if key in ("@context", "@import"):
                    given = value if isinstance(value, list) else [value]
                    yield from (address for address in given if isinstance(address, str))
                waiting.append(value)
        elif isinstance(each, list):
            waiting += each


def _line_of(error: Exception) -> int:
    get = getattr(error, "getLineNumber", None)
    return int(get() or 0) if get else 0
