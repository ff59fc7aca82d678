"""Compile the translations: one small .po file an app, one .mo a language and one for scripts.

A folder beside them holds words of a library that its own translation leaves out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "src" / "quanjing" / "locale"


def merged(language: str, paths: Iterable[Path]) -> Catalog:
    """These .po files as one catalog; where two disagree the first stands, and it is said."""
    whole = Catalog(locale=language, charset="utf-8")
    for path in paths:
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if not message.id or not message.string:
                    continue
                known = whole.get(message.id, message.context)
                if known is not None and known.string != message.string:
                    print(f"{path.name}: {message.id!r} differs from another app's", file=sys.stderr)
                    continue
                whole.add(message.id, message.string, context=message.context)
    return whole


def main() -> None:
    for folder in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
        own, theirs = sorted(folder.glob("*.po")), sorted(folder.glob("*/django.po"))
        compiled = folder / "LC_MESSAGES"
        compiled.mkdir(exist_ok=True)
        for name, paths in (("django", [*own, *theirs]), ("djangojs", sorted(folder.glob("*/djangojs.po")))):
            with (compiled / f"{name}.mo").open("wb") as file:
                write_mo(file, merged(folder.name, paths))


if __name__ == "__main__":
    main()
