"""Of the files that an issue was split into, one learns which is missing, altered, or of another issue."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from packing import cite, draw_pdf, make_pack, paragraph, store_file
from paths import CONFIG
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evidence.home import keys
from evidence.packs.issuing import issue
from evidence.packs.issuing.delivery import deliver, written
from evidence.packs.issuing.signing import sign_pdf
from evidence.packs.pack import from_json
from evidence.packs.proving.verify import verify
from evidence.reads import packs as reads
from evidence.reads import signing
from evidence.services import Services, open_services
from evidence.settings import load
from evidence.store import packs
from evidence.store.record import utc_now

NAME = "Safeguarding 2011"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A home that froze an issue: one for all tests here, for each only sends it."""
    home = tmp_path_factory.mktemp("home")
    with open_services(load(home=home, config=CONFIG), actor="tester") as opened:
        _freeze(opened)
        yield opened


@pytest.fixture
def parts(services: Services, tmp_path: Path) -> list[Path]:
    """The issue in three files or more, in a folder of their own."""
    made = [written(file, tmp_path / "sent") for file in deliver(services, NAME, 1, 1)]
    assert len(made) >= 3
    return made


def _freeze(services: Services) -> None:
    make_pack(services)
    for number in range(4):
        picture, drawn = BytesIO(), BytesIO()
        Image.frombytes("RGB", (420, 420), Random(number).randbytes(420 * 420 * 3)).save(picture, "PNG")
        canvas = Canvas(drawn, invariant=1)
        canvas.drawString(72, 700, f"Report {number}")
        canvas.drawImage(ImageReader(picture), 72, 300, 200, 200)
        canvas.save()
        document = store_file(
            services, drawn.getvalue(), f"report-{number}.pdf", [paragraph(0, "cited words")],
            title=f"Report {number}", date="2010-12-01",
        )  # fmt: skip
        cite(services, document, 0, block="B")
    packs.add_section(services.record, NAME, block="B")
    issue.freeze(services, NAME)


def _key(services: Services) -> str:
    return str(signing.keys(services.record.db)[-1]["fingerprint"])


def _changed(path: Path) -> None:
    """One page's words drawn over, as an editor of PDFs would."""
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.pages[-1].rotate(90)
    writer.write(path)


def _all(problems: Sequence[str]) -> str:
    return " | ".join(problems)


def test_the_parts_of_an_issue_are_proved_with_the_key_by_any_of_them_or_their_folder(
    services: Services, parts: list[Path]
) -> None:
    for asked in (*parts, parts[0].parent):
        report = verify(asked, key=_key(services))
        assert report.ok, report.problems
        assert [said.split(":")[0] for said in report.checked[:-1]] == [part.name for part in parts]
        assert f"part 1 of {len(parts)}, pages " in report.checked[0]
        assert _key(services) in "".join(report.checked[-1].split())
    assert verify(parts[0], services).ok


def test_without_a_key_the_parts_are_said_to_belong_together_and_no_more(parts: list[Path]) -> None:
    report = verify(parts[0])
    assert report.ok
    assert "only that the parts belong together" in report.notes[0]


def test_a_missing_part_is_named_with_its_pages(services: Services, parts: list[Path]) -> None:
    middle, last = PdfReader(parts[1]).page_labels, PdfReader(parts[-1]).page_labels
    parts[1].unlink()
    report = verify(parts[0], key=_key(services))
    assert not report.ok
    first = int(parts[1].stem.rsplit("-", 2)[1])
    assert report.problems == (
        f"Part 2 of {len(parts)} is not here. It has the pages from page {first} to page {middle[-1]}. "
        "Ask for it.",
    )
    parts[-1].unlink()
    start = int(parts[-1].stem.rsplit("-", 2)[1])
    assert int(last[-1]) >= start
    assert f"Part {len(parts)} of {len(parts)} is not here." in _all(verify(parts[0]).problems)


def test_an_altered_part_is_named_and_is_not_called_missing(services: Services, parts: list[Path]) -> None:
    _changed(parts[1])
    for asked in (parts[0], parts[1], parts[0].parent):
        report = verify(asked, key=_key(services))
        assert len(report.problems) == 1, report.problems
        assert report.problems[0].startswith(f"{parts[1].name} (part 2 of {len(parts)}, pages ")
        assert "was changed after it was signed" in report.problems[0]


@pytest.mark.parametrize("damage", ["cut short", "one byte", "more at its end", "not a PDF"])
def test_a_part_that_came_damaged_is_named(services: Services, parts: list[Path], damage: str) -> None:
    data = parts[1].read_bytes()
    parts[1].write_bytes({
        "cut short": data[: len(data) // 2],
        "one byte": data[:3000] + bytes([data[3000] ^ 1]) + data[3001:],
        "more at its end": data + b"\n% more",
        "not a PDF": b"<html>blocked by the mail server</html>",
    }[damage])  # fmt: skip
    report = verify(parts[0], key=_key(services))
    assert len(report.problems) == 1, report.problems
    assert report.problems[0].startswith(f"{parts[1].name} (part 2 of {len(parts)}, pages ")


def test_a_part_of_another_issue_is_named_and_the_one_in_whose_place_it_stands_is_missing(
    services: Services, parts: list[Path]
) -> None:
    document = store_file(
        services, draw_pdf(words="of a later paper"), "later.pdf", [paragraph(0, "later words")],
        title="Later", date="2010-12-02",
    )  # fmt: skip
    cite(services, document, 0, block="B")
    packs.add_section(services.record, NAME, block="B")
    issue.supplement(services, NAME)
    strange = next(f for f in deliver(services, NAME, 2, 1) if "-part-02-" in f.path.name)
    parts[1].unlink()
    put = shutil.copy(strange.path, parts[0].parent)
    report = verify(parts[0], key=_key(services))
    assert any("is of another issue or pack" in said and Path(put).name in said for said in report.problems)
    assert f"Part 2 of {len(parts)} is not here." in _all(report.problems)
    assert len(report.problems) == 2


def test_a_renamed_part_is_known_by_what_it_says_itself(services: Services, parts: list[Path]) -> None:
    parts[1].rename(parts[1].with_name("attachment (1).pdf"))
    assert verify(parts[0], key=_key(services)).ok


def test_a_part_that_another_key_signed_is_refused(
    services: Services, parts: list[Path], tmp_path: Path
) -> None:
    plan = from_json(reads.issue_plan(services.record.db, 1, 1))
    key = keys.make(tmp_path / "keys", "Muster", utc_now())
    reader = PdfReader(parts[1])
    writer = PdfWriter(clone_from=reader)
    del writer.root_object["/AcroForm"], writer.root_object["/Perms"]
    for page in writer.pages:
        page.pop("/Annots", None)
    writer.write(parts[1])
    forged = replace(plan, parts=(*plan.parts[:-1], replace(plan.last, signer=key.fingerprint)))
    parts[1].write_bytes(sign_pdf(parts[1].read_bytes(), key, forged))
    report = verify(parts[0], key=_key(services))
    assert len(report.problems) == 1
    assert "a key that is not this home's" in report.problems[0]
    assert "not all signed with the same key" in _all(verify(parts[0]).problems)


def test_a_home_that_issued_no_such_thing_says_so(
    parts: list[Path], services: Services, tmp_path: Path
) -> None:
    with open_services(load(home=tmp_path / "other", config=CONFIG), actor="tester") as other:
        report = verify(parts[0], other)
    assert "This record has no issue that" in _all(report.problems)


def test_a_folder_without_parts_is_said_to_be_one(tmp_path: Path) -> None:
    assert "holds no part of an issue" in verify(tmp_path).problems[0]
