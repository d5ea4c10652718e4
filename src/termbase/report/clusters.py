"""What `discover` found, as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from termbase.messages import _
from termbase.report.columns import printable
from termbase.verbs.discover import Cluster


def clusters_text(clusters: Iterable[Cluster]) -> Iterator[str]:
    """Give each cluster as its lines: the forms with their counts, why, and where the rarer ones stand."""
    for cluster in clusters:
        forms = ", ".join(f"{form} ({cluster.counts[form]})" for form in cluster.forms)
        known = " " + _("→ {concept}").format(concept=cluster.concept) if cluster.concept else ""
        yield printable(f"{cluster.score:.2f}  {forms}{known}") + "\n"
        yield printable(f"      {cluster.reason}") + "\n"
        for context in cluster.contexts:
            yield printable(f"      {context.place}: {context.text}") + "\n"
