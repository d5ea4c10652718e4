"""What a person should do about a YAML file that PyYAML cannot read."""

from __future__ import annotations

from termbase.messages import _


def remedy_for(said: str) -> str:
    """Say what a person should do about PyYAML's message: the first entry whose part of the message fits."""
    remedies = (
        ("tab", _("indent with spaces, not with tabs")),
        ("mapping values are not allowed", _("put a text that contains “: ” in quotation marks")),
        ("escape character", _("in double quotation marks write a backslash as two")),
        ("scanning a quoted scalar", _("close the quotation mark")),
        ("flow sequence", _("close the bracket [ … ], and put commas between the items")),
        ("flow mapping", _("close the brace { … }, and put commas between the entries")),
        ("cannot start any token", _("put a text that begins with @, ` or % in quotation marks")),
        ("could not find expected ':'", _("write “key: value”, with a space after the colon")),
        ("expected node content", _("close brackets, and put a text that begins with , ] or } in quotes")),
        ("block sequence", _("give all items of a list the same indentation and “- ”")),
        ("block mapping", _("give all keys of a block the same indentation, and close quotation marks")),
    )
    rest = _("check indentation, colons and quotation marks from here upwards")
    return next((remedy for part, remedy in remedies if part in said), rest)
