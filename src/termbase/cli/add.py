"""`termbase add`: a concept, a term or a variant into the YAML of the glossary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from termbase.cli import notes
from termbase.cli.configuration import Configuration
from termbase.cli.options import GlossaryOption, configured, opened, own_glossary
from termbase.messages import _
from termbase.model import GENDERS, KINDS, STATUSES, TERM_TYPES, USES, VARIANT_KINDS

_Text = str | None
_ONLY_VARIANT = ("use",)
_ONLY_TERM = ("type", "status")


def _values(text: str, values: tuple[str, ...]) -> str:
    return f"{text} {', '.join(values)}."


def add(
    term: Annotated[str, typer.Argument(metavar=_("TERM"), help=_("What is to be added."))],
    glossary: GlossaryOption = None,
    variant_of: Annotated[
        _Text,
        typer.Option("--variant-of", metavar=_("TERM"), help=_("Add a variant that leads to this term.")),
    ] = None,
    concept: Annotated[
        _Text, typer.Option("--concept", metavar="ID", help=_("Add a term to this concept."))
    ] = None,
    new: Annotated[
        _Text, typer.Option("--new", metavar="ID", help=_("Add a concept with this term."))
    ] = None,
    lang: Annotated[
        _Text,
        typer.Option(
            "--lang", metavar=_("LANGUAGE"), help=_("The term's language (BCP 47); else the configured one.")
        ),
    ] = None,
    kind: Annotated[
        _Text,
        typer.Option(
            "--kind",
            metavar=_("KIND"),
            help=_values(_("Of a variant:"), VARIANT_KINDS) + " " + _values(_("Of a concept:"), KINDS),
        ),
    ] = None,
    type: Annotated[
        _Text, typer.Option("--type", metavar=_("TYPE"), help=_values(_("Of a term:"), TERM_TYPES))
    ] = None,
    status: Annotated[
        _Text, typer.Option("--status", metavar=_("STATUS"), help=_values(_("Of a term:"), STATUSES))
    ] = None,
    use: Annotated[
        _Text, typer.Option("--use", metavar=_("USE"), help=_values(_("Of a variant:"), USES))
    ] = None,
    gender: Annotated[
        _Text, typer.Option("--gender", metavar=_("GENDER"), help=_values("", GENDERS).strip())
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar=_("SOURCE"),
            help=_(
                "Where it was seen: of a variant ids in sources.yaml, each with --source; of a term any text."
            ),
        ),
    ] = None,
    note: Annotated[_Text, typer.Option("--note", metavar=_("TEXT"), help=_("A remark."))] = None,
    into: Annotated[
        Path | None, typer.Option("--into", metavar=_("YAML"), help=_("The file for a new concept."))
    ] = None,
) -> int:
    """Add it and print the warnings that the glossary now has; nothing changes if it would get errors."""
    from termbase.verbs.add import add_concept, add_term, add_variant

    configuration = configured(glossary)
    folder = own_glossary(configuration)
    said = {"type": type, "status": status, "use": use, "gender": gender, "note": note}
    if variant_of is not None:
        _refuse(said, _ONLY_TERM, new=new, into=into)
        data = _data(term, said, kind=kind, sources=source)
        done = add_variant(folder, variant_of, data, lang, concept)
    elif (new is None) == (concept is None):
        raise typer.BadParameter(_("give one of --variant-of TERM, --concept ID and --new ID"))
    elif concept is not None:
        _refuse(said, _ONLY_VARIANT, kind=kind, into=into)
        done = add_term(
            folder, concept, lang or _language(configuration), _data(term, said, source=_joined(source))
        )
    elif kind is None:
        raise typer.BadParameter(_values(_("a new concept needs --kind:"), KINDS))
    else:
        _refuse(said, _ONLY_VARIANT)
        data = _data(term, said, source=_joined(source))
        done = add_concept(folder, str(new), kind, lang or _language(configuration), data, into)
    notes.note(_("{file}: added to {concept}").format(file=done.file.as_posix(), concept=done.concept.id))
    notes.note_findings(done.findings)
    return 0


def _language(configuration: Configuration) -> str:
    """Give the language of a term of which it is not said: the configuration's, else the glossary's."""
    return configuration.language or opened(configuration).glossary.language


def _data(term: str, said: dict[str, str | None], **more: Any) -> dict[str, Any]:
    """Give the YAML data of a term or variant: what was said, in the order of the schema."""
    return {name: value for name, value in {"term": term, **more, **said}.items() if value}


def _joined(sources: list[str] | None) -> str | None:
    return ", ".join(sources) if sources else None


def _refuse(said: dict[str, str | None], names: tuple[str, ...], **others: object) -> None:
    """Raise a usage error for options that have no meaning here."""
    for name, value in ({name: said[name] for name in names} | others).items():
        if value is not None:
            raise typer.BadParameter(_("--{name} does not go with the other options").format(name=name))
