"""Old and foreign office files (doc wps rtf odt, xls et ods): turned into docx or xlsx by LibreOffice.

LibreOffice runs without a window, with a profile of its own that forbids macros and links to
other files, and is ended with everything that it started when its time is over.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongwen.errors import MissingConverter, UnconvertibleDocument
from gongwen.model import Options

ENGINE = "LibreOffice"
_SECONDS = 60
# What the reader calls the file, what LibreOffice is told it is: WPS writes the same containers.
_ENDINGS = {
    "doc": "doc",
    "wps": "doc",
    "rtf": "rtf",
    "odt": "odt",
    "xls": "xls",
    "et": "xls",
    "ods": "ods",
}
_SHEETS = {"xls", "et", "ods"}
FORMATS = frozenset(_ENDINGS)
_PLACES = (
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
    "/usr/local/bin",
    "/snap/bin",
    "/Applications/LibreOffice.app/Contents/MacOS",
)
_SETTINGS = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "2"},
    "/org.openoffice.Office.Calc/Content/Update": {"Link": "2"},
}


def to_office(data: bytes, format: str, options: Options) -> tuple[bytes, str]:
    """The same file as a docx or xlsx, and which of the two it is.

    Args:
        data: a whole file that no password protects.
        format: one of `FORMATS`.
        options: `convert` says whether LibreOffice may be asked.

    Raises:
        MissingConverter: LibreOffice is not installed or may not be asked.
        UnconvertibleDocument: it could not open the file, or took too long.
    """
    soffice = program() if options.convert else None
    if soffice is None:
        raise MissingConverter(format=format)
    ending = _ENDINGS[format]
    target = "xlsx" if format in _SHEETS else "docx"
    with tempfile.TemporaryDirectory(prefix="gongwen-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"source.{ending}"
        source.write_bytes(data)
        _write_profile(place / "profile")
        _run([soffice, *_arguments(place, ending, target), str(source)], place)
        converted = place / "out" / f"source.{target}"
        if not converted.is_file():
            raise UnconvertibleDocument(format=format)
        return converted.read_bytes(), target


def program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("soffice", path=os.pathsep.join(_PLACES))


def _arguments(place: Path, ending: str, target: str) -> list[str]:
    # Named, since a broken workbook would else be opened as a text of odd characters.
    named = ["--infilter=MS Excel 97"] if ending == "xls" else []
    return [
        *named,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--convert-to",
        target,
        "--outdir",
        str(place / "out"),
    ]


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )


def _run(command: list[str], place: Path) -> None:
    """Run LibreOffice in a group of its own: its starter script leaves a child behind."""
    running = subprocess.Popen(
        command,
        cwd=place,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        pass  # nothing was written, which the caller sees
    finally:
        if running.returncode is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
