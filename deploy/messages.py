"""Compile the translations: one small .po file an app, one .mo a language."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "src" / "quanjing" / "locale"


def merged(folder: Path) -> Catalog:
    """All .po files of a language as one catalog; where two disagree the first stands, and it is said."""
    whole = Catalog(locale=folder.name, charset="utf-8")
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=folder.name):
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
        target = folder / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(exist_ok=True)
        with target.open("wb") as file:
            write_mo(file, merged(folder))


if __name__ == "__main__":
    main()
