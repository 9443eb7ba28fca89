"""What is kept of issued packs: their files, the log that each was frozen on, the keys that signed them."""

import glob
import re
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from evidence.home import keys, log, receipt
from evidence.home.originals import sha256_of
from evidence.home.problem import Problem

ISSUES = """SELECT k.name, i.number, i.stem, i.pdf_sha256, i.zip_sha256, i.log_head,
    ifnull(iif(json_valid(i.plan), i.plan, '{}') ->> '$.parts[#-1].signer', '') AS signer
    FROM pack_issues i JOIN packs k ON k.id = i.pack ORDER BY k.name, i.number"""
AS_ISSUE = re.compile(r"-issue-\d+-\d{4}-\d\d-\d\d")
"""How the names of an issue's files end."""


def problems(db: Database, home: Path) -> Iterator[Problem]:
    """What is not as it was issued, or is not this record's."""
    yield from _keys(home / keys.FOLDER)
    stems = set()
    for row in db.query(ISSUES):
        stems.add(row["stem"])
        head = row["log_head"]
        if head != log.FIRST and not db.execute("SELECT 1 FROM events WHERE hash = ?", [head]).fetchone():
            yield _on_another_log(row)
        for ending in ("pdf", "zip"):
            yield from _file(db, home, row, ending)
    for path in _files(home):
        if AS_ISSUE.search(path.stem) and path.stem not in stems:
            yield _unknown(path)


def _files(home: Path) -> list[Path]:
    found = (path for ending in ("pdf", "zip") for path in (home / "packs").rglob(f"*.{ending}"))
    return sorted(path for path in found if path.is_file())


def _file(db: Database, home: Path, row: dict[str, object], ending: str) -> Iterator[Problem]:
    """One file of an issue. One that is gone is built again when asked for, with the key that signed it."""
    name, issue = f"{row['stem']}.{ending}", f"issue {row['number']} of pack {row['name']}"
    found = [path for path in (home / "packs").rglob(glob.escape(name)) if path.is_file()]
    signer = str(row["signer"])
    if not found and signer and keys.held(home / keys.FOLDER, signer) is None:
        says = f"{name}, of {issue}, is gone, and so is the key that signed it: it cannot be built again."
        yield Problem("pack", name, says, "Put the file back into packs/ from a backup, or from who has it.")
    for path in found:
        if sha256_of(path) != row[f"{ending}_sha256"]:
            says = f"{name}, of {issue}, is not what was issued."
            yield Problem(
                "pack", name, says, f"Delete it, then `muster pack build {row['name']}` makes it again."
            )
        elif ending == "zip" and receipt.compare(db, receipt.read(path)):
            yield _on_another_log(row)


def _on_another_log(row: dict[str, object]) -> Problem:
    says = (
        f"Issue {row['number']} of pack {row['name']} was frozen on a log that had a line which this one"
        " does not."
    )
    return Problem("pack", f"issue {row['number']} of {row['name']}", says)


def _unknown(path: Path) -> Problem:
    says = f"{path.name} is kept as an issue of a pack, and the record knows of no such issue."
    advice = (
        "An older record may have been put back, or someone put the file there: compare the record with your"
        f" newest backup, and ask `muster pack verify {path.name}` whose it is."
    )
    return Problem("pack", path.name, says, advice)


def _keys(folder: Path) -> Iterator[Problem]:
    """Keys that are not those of their names. A restored home has the public parts alone."""
    for path in sorted(folder.glob(f"*{keys.PUBLIC}")):
        try:
            same = keys.fingerprint_of(path.read_bytes()) == path.stem
        except (OSError, ValueError):
            same = False
        private = path.with_suffix(keys.PRIVATE)
        if not same or (private.is_file() and keys.held(folder, path.stem) is None):
            says = f"The signing key {path.stem[:8]}… in keys/ is damaged, or was swapped for another."
            advice = "Put back your copy of keys/. Without it, the next issue is signed with a new key."
            yield Problem("pack", path.name, says, advice)
