"""Building a pack's files, and freezing them as an issue that never changes."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from evidence.errors import HomeError, PackError, UsageError
from evidence.home.file_names import file_stem
from evidence.home.keys import SigningKey
from evidence.home.originals import sha256_of
from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing.archive import archive
from evidence.packs.issuing.signing import key_of, sign_pdf, to_be_signed
from evidence.packs.originals import printed_pages
from evidence.packs.pack import Pack, from_json
from evidence.packs.planning.changes import Changes, changes, differing
from evidence.packs.planning.plan import made_with, no_longer, plan
from evidence.packs.planning.preflight import BLOCK, Problem, check, too_large
from evidence.packs.progress import SEALING, Progress, Told, untold
from evidence.packs.undisturbed import undisturbed
from evidence.reads import packs as reads
from evidence.services import Services
from evidence.store import packs as store


@dataclass(frozen=True)
class BuiltPack:
    """A pack's two files. ``issue`` is 0 for a draft; ``not_shown`` has (file, its page, why)."""

    issue: int
    pdf: Path
    zip: Path
    pages: int
    pdf_sha256: str
    zip_sha256: str
    not_shown: tuple[tuple[str, int, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Bytes:
    pdf: bytes
    zip: bytes
    pages: int
    not_shown: tuple[tuple[str, int, str], ...]
    ends: tuple[int, ...] = ()  # the last page of each part

    @cached_property
    def hashes(self) -> dict[str, str]:
        return {"pdf_sha256": _sha256(self.pdf), "zip_sha256": _sha256(self.zip)}


def folder(services: Services, name: str) -> Path:
    """Where a pack's files are kept."""
    return services.settings.home / "packs" / file_stem(name)


@undisturbed()
def freeze(services: Services, name: str, on_progress: Told = untold) -> BuiltPack:
    """Issue a pack for the first time. Raises PackError if preflight blocks it or it has been issued."""
    row = reads.pack(services.record.db, name)
    if row["issue"]:
        raise PackError(
            f"Pack {row['name']} is frozen already, as issue {row['issue']}.",
            f"Issue what was added since as a supplement: `muster pack supplement {row['name']}`.",
        )
    planned = plan(services, row["name"], frozen=True, on_progress=on_progress)
    return _issue(services, row, planned, on_progress)


@undisturbed()
def supplement(services: Services, name: str, on_progress: Told = untold) -> BuiltPack:
    """Issue what was added since the newest issue, at the end, under page numbers that go on from it.

    Raises PackError if the pack was never issued or nothing was added.
    """
    row = reads.pack(services.record.db, name)
    if not row["issue"]:
        raise PackError(f"Pack {row['name']} has not been issued yet.", "Freeze it first.")
    planned = plan(services, name, frozen=True, on_progress=on_progress)
    if not planned.last.items:
        raise PackError(
            f"Nothing was added to pack {row['name']} since issue {row['issue']}.",
            "Add a section, or add one again to bring in what was accepted since.",
        )
    return _issue(services, row, planned, on_progress)


@undisturbed()
def build(
    services: Services,
    name: str,
    issue: int | None = None,
    out: Path | None = None,
    on_progress: Told = untold,
) -> BuiltPack:
    """Build a pack's files into ``out`` (a folder; the pack's own by default).

    Without ``issue``, the pack as it stands: a draft, or its newest issue when nothing was added since. An
    issue is built from its stored plan; raises PackError if it is not byte for byte what was issued.
    """
    db = services.record.db
    row = reads.pack(db, name)
    pack = (
        plan(services, name, printing=True, on_progress=on_progress)
        if issue is None
        else from_json(reads.issue_plan(db, row["id"], issue))
    )
    if not pack.parts[0].sections:
        raise PackError(
            f"Pack {row['name']} has no section yet, so there is nothing to build.",
            "Add one for a measure, a block or papers of your own.",
        )
    made = _make(services, pack, key_of(services, pack), on_progress)
    if pack.issue:
        _compare(row, pack, made)
    return _keep(out or folder(services, row["name"]), pack, made)


def compare(services: Services, name: str, before: int | None = None, after: int | None = None) -> Changes:
    """What changed from issue ``before`` to ``after``.

    Left out, ``after`` is the pack as it is now, and ``before`` the issue before that. Raises NotFound if
    there is no such pack or issue, PackError if the pack was never issued, UsageError for issues that are not
    in their order.
    """
    db = services.record.db
    row = reads.pack(db, name)
    if not row["issue"]:
        raise PackError(f"Pack {row['name']} has not been issued yet.", "Freeze it first.")
    first = before if before is not None else row["issue"] if after is None else after - 1
    if after is None:
        return _until_now(services, name, from_json(reads.issue_plan(db, row["id"], first)))
    later = from_json(reads.issue_plan(db, row["id"], after))
    if after == 1:
        raise UsageError("Issue 1 is the first.", "Give a later one, to see what it changed.")
    if not first < after:
        raise UsageError(f"Issue {first} does not come before issue {after}.", "Give the earlier one first.")
    return changes(from_json(reads.issue_plan(db, row["id"], first)), later)


def _until_now(services: Services, name: str, earlier: Pack) -> Changes:
    now = plan(services, name)
    notes = tuple(differing(earlier.last.notes, no_longer(services, name)))
    return replace(changes(earlier, now), after=0, notes=notes)


def stored(services: Services, name: str, issue: int) -> tuple[Path, Path]:
    """The PDF and ZIP of an issue as kept, built again if they are gone. Raises NotFound, PackError."""
    row = reads.pack(services.record.db, name)
    found = next((i for i in row["issues"] if i["number"] == issue), None)
    if found:
        place = folder(services, row["name"])
        pdf, zipped = place / f"{found['stem']}.pdf", place / f"{found['stem']}.zip"
        if _is(pdf, found["pdf_sha256"]) and _is(zipped, found["zip_sha256"]):
            return pdf, zipped
    built = build(services, name, issue)
    return built.pdf, built.zip


def _issue(services: Services, row: dict[str, Any], pack: Pack, on_progress: Told) -> BuiltPack:
    problems = check(services, row["name"], pack)
    _refuse(row["name"], problems)
    pack, key = to_be_signed(services, pack)
    made = _make(services, pack, key, on_progress)
    _keeps_numbers(row, made)
    limit = services.settings.packs.max_mb
    if len(made.pdf) > limit * 1_000_000:
        _refuse(row["name"], (too_large(len(made.pdf), limit, row),))
    printed_pages.keep(services, tuple(pack.documents.values()))
    place = folder(services, row["name"])
    with _staged(place, pack, made) as settle, services.record.transaction():
        store.add_issue(
            services.record,
            row["name"],
            number=pack.issue,
            at=pack.last.at,
            stem=pack.stem,
            pages=made.pages,
            plan=pack.to_json(),
            plan_sha256=pack.fingerprint(),
            log_head=pack.last.log_head,
            **made.hashes,
        )
        # Named last: if this fails, nothing was issued; if we are killed after it, the plan builds them anew.
        settle()
    return _built(place, pack, made, problems)


def _keeps_numbers(row: dict[str, Any], made: _Bytes) -> None:
    """Issued page numbers never change, whatever is masked on those pages since."""
    if row["issues"] and made.ends[-2] != row["issues"][-1]["pages"]:
        raise PackError(
            f"What is redacted since issue {row['issue']} of {row['name']} would make its pages more or "
            "fewer than were issued.",
            "Put what is left into a new pack, redact it there, and ask for the issues back.",
        )


def _refuse(name: str, problems: tuple[Problem, ...]) -> None:
    blocking = [problem.message for problem in problems if problem.level == BLOCK]
    if blocking:
        raise PackError(f"Pack {name} cannot be frozen.", " ".join(blocking))


def _make(services: Services, pack: Pack, key: SigningKey | None, on_progress: Told) -> _Bytes:
    printed = {d.printed: d for d in pack.documents.values() if d.printed}

    def data_of(sha256: str) -> bytes:
        """An original, or the pages that one prints."""
        if sha256 in printed:
            return printed_pages.data_of(services, printed[sha256])
        return services.files.read(sha256)

    built = assemble(pack, data_of, on_progress)
    on_progress(Progress(SEALING))
    if key is not None:
        built = replace(built, pdf=sign_pdf(built.pdf, key, pack))
    zipped = archive(pack, built, data_of, key)
    return _Bytes(built.pdf, zipped.zip, built.pages, built.not_shown, built.part_ends)


def _compare(row: dict[str, Any], pack: Pack, made: _Bytes) -> None:
    """An issue must come out as it went out."""
    issued = next(i for i in row["issues"] if i["number"] == pack.issue)
    different = [what for what, value in made.hashes.items() if issued[what] != value]
    if not different:
        return
    now = dict(made_with())
    tools = ", ".join(sorted(tool for tool, was in pack.made_with if now.get(tool) != was))
    advice = f"These have another version now than when it was issued: {tools}. " if tools else ""
    raise PackError(
        f"Issue {pack.issue} of {row['name']} does not build as it was issued.",
        f"{advice}Use the files kept in the home, packs/{file_stem(row['name'])}, or restore a backup.",
    )


def _keep(place: Path, pack: Pack, made: _Bytes) -> BuiltPack:
    with _staged(place, pack, made) as settle:
        settle()
    return _built(place, pack, made, ())


@contextmanager
def _staged(place: Path, pack: Pack, made: _Bytes) -> Iterator[Any]:
    """Both files on the disk, whole, under names of no account; the yielded function gives them theirs."""
    temporary: list[tuple[Path, Path]] = []
    try:
        place.mkdir(parents=True, exist_ok=True)
        for ending, data in ((".pdf", made.pdf), (".zip", made.zip)):
            with tempfile.NamedTemporaryFile(dir=place, prefix=".building-", delete=False) as file:
                temporary.append((Path(file.name), place / f"{pack.stem}{ending}"))
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        yield lambda: [source.replace(target) for source, target in temporary]
    except OSError as error:
        raise HomeError(
            f"The pack cannot be written to {place}: {error.strerror}.",
            "Free some space or check that the folder is writable, then try again.",
        ) from error
    finally:
        for source, _ in temporary:
            source.unlink(missing_ok=True)


def _built(place: Path, pack: Pack, made: _Bytes, problems: tuple[Problem, ...]) -> BuiltPack:
    return BuiltPack(
        issue=pack.issue,
        pdf=place / f"{pack.stem}.pdf",
        zip=place / f"{pack.stem}.zip",
        pages=made.pages,
        not_shown=made.not_shown,
        problems=problems,
        **made.hashes,
    )


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and sha256_of(path) == sha256


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
