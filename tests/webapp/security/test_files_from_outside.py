"""Files that would have Muster read or write what is not theirs: XML entities, links, ZIP members' names."""

import shutil
import zipfile
from pathlib import Path

import pytest
from cli_runner import Muster
from office_files import odt
from reader_files import docx, paragraph, zipped

SECRET = "the words of another file"
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY out SYSTEM "{uri}"><!ENTITY % p SYSTEM "{uri}">%p;]>'


def rewritten(path: Path, member: str, change) -> Path:
    """The package with one member changed."""
    copy = path.with_suffix(".copy")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()).encode() if name == member else data)
    shutil.move(copy, path)
    return path


def asking(uri: str, at: str):
    """Put a document type before the XML, and its entity where ``at`` stands."""

    def change(xml: str) -> str:
        body = xml[xml.index("?>") + 2 :] if xml.startswith("<?xml") else xml
        return OUTSIDE.replace("{uri}", uri) + body.replace(at, f"{at} &out; ")

    return change


@pytest.mark.parametrize("kind", ["docx", "odt", "svg", "html", "xml", "xlsx"])
def test_no_entity_brings_in_another_file(tmp_path: Path, kind: str):
    other = tmp_path / "other.txt"
    other.write_text(SECRET)
    folder = tmp_path / "papers"
    folder.mkdir()
    path = folder / f"paper.{kind}"
    ask = asking(other.as_uri(), "Visible")
    if kind == "docx":
        rewritten(docx(path, paragraph("Visible words of this paper.")), "word/document.xml", ask)
    elif kind == "odt":
        rewritten(odt(path, "<text:p>Visible words of this paper.</text:p>"), "content.xml", ask)
    elif kind == "xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        book.active["A1"] = "Visible"
        book.save(path)
        rewritten(path, "xl/worksheets/sheet1.xml", ask)
    else:
        path.write_text(ask(f"<{kind}><p>Visible words of this paper.</p></{kind}>"))
    muster = Muster(tmp_path / "home")
    muster("ingest", folder)
    for document in muster("documents", "--json").data:
        assert SECRET not in muster("show", document["id"]).out
    assert muster("search", f'"{SECRET}"', "--json").data["total"] == 0
    assert SECRET.encode() not in (tmp_path / "home" / "muster.db").read_bytes()


def test_a_zips_members_stay_within_the_home(tmp_path: Path):
    folder = tmp_path / "papers"
    folder.mkdir()
    names = ("../outside.txt", "/outside.txt", "..\\outside.txt", "a/../../outside.txt", "C:\\outside.txt")
    (folder / "papers.zip").write_bytes(zipped(dict.fromkeys(names, b"Outside the home.")))
    Muster(tmp_path / "home")("ingest", folder)
    assert not [p for p in tmp_path.rglob("*outside*") if "home" not in p.parts]
    assert not Path("/outside.txt").exists()


def test_a_backup_whose_members_lead_out_writes_nothing_outside(tmp_path: Path):
    muster = Muster(tmp_path / "home")
    assert muster("people", "list").code == 0
    backup = tmp_path / "backup.zip"
    assert muster("backup", backup).code == 0
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("../outside.txt", "Outside the home.")
    again = Muster(tmp_path / "again")
    again("restore", backup)
    assert not list(tmp_path.rglob("outside.txt"))


def test_a_folders_links_lead_nowhere_else(tmp_path: Path):
    other = tmp_path / "other.txt"
    other.write_text(SECRET)
    folder = tmp_path / "papers"
    folder.mkdir()
    with zipfile.ZipFile(folder / "linked.zip", "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16  # a symbolic link, as tar and zip keep one
        archive.writestr(link, str(other))
    muster = Muster(tmp_path / "home")
    muster("ingest", folder)
    assert muster("search", f'"{SECRET}"', "--json").data["total"] == 0


def test_sessions_and_keys_are_in_no_backup(tmp_path: Path):
    muster = Muster(tmp_path / "home")
    muster("people", "add", "Jo Marsh", "--role", "officer")
    (tmp_path / "home" / "sessions.db").write_bytes(b"who is signed in")
    (tmp_path / "home" / "secret").write_bytes(b"signs cookies")
    assert muster("backup", tmp_path / "backup.zip").code == 0
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert not [n for n in archive.namelist() if "session" in n or "secret" in n]
