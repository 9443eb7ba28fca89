"""An issue that an earlier Muster froze builds byte for byte, or is told truly why not."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from packing import make_pack
from paths import ROOT

from evidence.errors import PackError
from evidence.packs.assembling.assemble import assemble
from evidence.packs.issuing import issue
from evidence.packs.issuing.archive import archive
from evidence.packs.pack import Pack, from_json
from evidence.packs.planning.plan import made_with, plan
from evidence.services import Services

HELD = ROOT / "tests" / "data" / "issue-layout-2.zip"
NAME = "Safeguarding 2011"


@pytest.fixture
def held(tmp_path: Path) -> Path:
    with ZipFile(HELD) as kept:
        kept.extractall(tmp_path)
    return tmp_path


def _plan(held: Path) -> Pack:
    return from_json((held / "plan.json").read_text(encoding="utf-8"))


def test_the_plan_of_an_issue_that_was_frozen_before_is_read_without_loss(held: Path) -> None:
    assert _plan(held).to_json() == (held / "plan.json").read_text(encoding="utf-8")


def test_an_issue_with_pages_shown_as_pictures_builds_as_it_was_frozen_or_its_layout_is_another(
    held: Path,
) -> None:
    pack, expected = _plan(held), json.loads((held / "expected.json").read_text(encoding="utf-8"))
    assert any(page.pictured for d in pack.documents.values() for page in d.pages)

    def original(sha256: str) -> bytes:
        return (held / "originals" / sha256).read_bytes()

    built = assemble(pack, original)
    zipped = archive(pack, built, original).zip
    assert built.pages == expected["pages"]
    used = {tool for tool, _ in pack.made_with} - {"layout"}
    tools = used & {tool for tool, _ in set(pack.made_with) ^ set(made_with())}
    if tools:
        pytest.skip(f"made with other versions of {', '.join(sorted(tools))}")
    assert hashlib.sha256(built.pdf).hexdigest() == expected["pdf"]
    assert hashlib.sha256(zipped).hexdigest() == expected["zip"]


def test_an_issue_whose_pages_would_be_set_differently_now_names_the_layout(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A measure without a theme had its code twice on its sheet, until layout 3."""
    make_pack(services)
    issue.freeze(services, NAME)
    stored = services.record.db.execute("SELECT plan FROM pack_issues").fetchone()[0]
    pack = from_json(stored)
    older = replace(pack, title="Set otherwise", made_with=tuple(
        (tool, "2" if tool == "layout" else version) for tool, version in pack.made_with
    ))  # fmt: skip
    services.record.db.execute("UPDATE pack_issues SET plan = ?", [older.to_json()])
    with pytest.raises(PackError, match="another version now than when it was issued: layout"):
        issue.build(services, NAME, 1)


def test_a_supplement_to_an_issue_of_before_goes_on_from_its_numbers(held: Path, services: Services) -> None:
    """Sections of an older plan have no number of the record's own: their codes tell them."""
    from evidence.store import pack_items, packs

    make_pack(services)
    first = plan(services, NAME, frozen=True)
    part = replace(
        first.parts[0], sections=tuple(replace(section, id=0) for section in first.parts[0].sections)
    )
    older = replace(first, parts=(part,))
    packs.add_issue(
        services.record, NAME, number=1, at=older.last.at, stem=older.stem, pages=1, plan=older.to_json(),
        plan_sha256=older.fingerprint(), log_head=older.last.log_head, pdf_sha256="a" * 64,
        zip_sha256="b" * 64,
    )  # fmt: skip
    own = packs.add_section(services.record, NAME, title="Later")
    pack_items.add_note(services.record, NAME, own, "Said later.")
    old = services.record.db.execute("SELECT min(id) FROM pack_sections").fetchone()[0]
    with pytest.raises(PackError, match="issued pages never change"):
        packs.remove_section(services.record, NAME, old)
    assert [(s.ordinal, s.title) for s in plan(services, NAME).last.sections] == [(3, "Later")]
