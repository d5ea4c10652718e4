from collections.abc import Callable

from termbase.text.view import Character, Map

def quick_view(
    text: str, character: Callable[[str], Character], composes: Callable[[str, str], bool]
) -> tuple[str, str, Map | None] | None: ...
def signs(text: str) -> int: ...
