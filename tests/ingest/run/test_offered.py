"""Which files a path offers, in what order, and what is said of those that cannot be had."""

import os
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reader_files import zipped

from evidence.settings import IngestSettings
from ingest.run.archive import opened
from ingest.run.offered import Offered, walk

AWAY = Path("/nowhere")


def names(*paths: Path, root: Path) -> list[str]:
    return [str(Path(o.path).relative_to(root)) for o in walk(paths, besides=AWAY)]


def touch(root: Path, *files: str) -> None:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def test_a_folder_offers_its_files_in_order_of_name(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a/z.txt", "a/y.txt", "c.txt")
    assert names(tmp_path, root=tmp_path) == ["a/y.txt", "a/z.txt", "b.txt", "c.txt"]


def test_hidden_files_and_litter_are_passed_over_unless_named(tmp_path: Path) -> None:
    touch(tmp_path, ".hidden.txt", ".git/config", "~$report.docx", "Thumbs.db", "report.txt")
    assert names(tmp_path, root=tmp_path) == ["report.txt"]
    assert names(tmp_path / ".hidden.txt", root=tmp_path) == [".hidden.txt"]


def test_a_path_that_is_not_there_is_offered_and_named(tmp_path: Path) -> None:
    (missing,) = walk([tmp_path / "gone.pdf"], besides=AWAY)
    assert str(missing.trouble) == "There is no such file or folder. Check the path."


def test_links_stay_inside_the_folder(tmp_path: Path) -> None:
    touch(tmp_path, "outside/secret.txt", "in/report.txt", "in/deep/other.txt")
    (tmp_path / "in" / "a-link.txt").symlink_to(tmp_path / "in" / "report.txt")
    (tmp_path / "in" / "b-out").symlink_to(tmp_path / "outside")
    (tmp_path / "in" / "c-gone").symlink_to(tmp_path / "nothing")
    (tmp_path / "in" / "d-loop").symlink_to(tmp_path / "in")
    found = {Path(o.path).name: str(o.trouble or "") for o in walk([tmp_path / "in"], besides=AWAY)}
    assert found == {
        "a-link.txt": "",
        "b-out": "It is a link to a place outside the folder. Ingest that place itself.",
        "c-gone": "It is a link that leads nowhere. Ingest the file itself.",
        "other.txt": "",
        "report.txt": "",
    }


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (pipe,) = walk([tmp_path], besides=AWAY)
    assert pipe.source is None and str(pipe.trouble).startswith("It is a device or a pipe, not a file.")


@contextmanager
def not_root() -> Iterator[None]:
    """As somebody whom permissions bind, also where the tests run as root."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)  # nobody
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_folder_without_permission_is_named() -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to others
        root = Path(folder)
        touch(root, "shut/report.txt", "open.txt")
        root.chmod(0o755)
        (root / "shut").chmod(0)
        try:
            with not_root():
                found = list(walk([root], besides=AWAY))
        finally:
            (root / "shut").chmod(0o700)
    assert str(found[1].trouble) == "The folder cannot be opened: permission denied. Check its permissions."


def test_musters_own_home_is_not_evidence(tmp_path: Path) -> None:
    touch(tmp_path, "home/files/ab/abc", "report.txt")
    found = [Path(o.path).name for o in walk([tmp_path], besides=tmp_path / "home")]
    assert found == ["report.txt"]


def test_a_name_that_is_not_utf8_can_be_shown_and_stored(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("x")
    (found,) = walk([tmp_path], besides=AWAY)
    assert found.name == "caf\ufffd.txt" and found.path.encode("utf-8")


def archive(tmp_path: Path, data: bytes) -> Offered:
    path = tmp_path / "papers.zip"
    path.write_bytes(data)
    return Offered(str(path), path.name, path)


def members(offered: Offered, **settings: int) -> list[tuple[str, str, str]]:
    """Each member's path after the archive's, what its bytes are, and what stands in its way."""
    found = []
    for m in opened(offered, IngestSettings(**settings)):
        data = m.source.read_bytes().decode("latin-1") if m.source and not m.trouble else ""
        found.append((m.path.removeprefix(offered.path), data, str(m.trouble or "")))
    return found


def test_a_zip_offers_each_member_by_its_own_path(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"one", "deep/b.txt": b"two", "__MACOSX/._a.txt": b"", ".DS_Store": b""})
    assert members(archive(tmp_path, data)) == [("/a.txt", "one", ""), ("/deep/b.txt", "two", "")]


def test_no_member_escapes_by_its_name(tmp_path: Path) -> None:
    data = zipped({"../../etc/cron": b"one", "/etc/key": b"two", "..\\..\\win.ini": b"three"})
    assert [path for path, _, _ in members(archive(tmp_path, data))] == ["/etc/cron", "/etc/key", "/win.ini"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["papers.zip"]


def test_a_bomb_is_not_unpacked_and_the_rest_is(tmp_path: Path) -> None:
    found = members(archive(tmp_path, zipped({"bomb.txt": bytes(30 << 20), "letter.txt": b"Dear"})))
    assert "it would grow more than any document does" in found[0][2]
    assert found[1] == ("/letter.txt", "Dear", "")


def test_a_member_over_the_limit_is_named(tmp_path: Path) -> None:
    data = zipped({"large.bin": os.urandom(2 << 20)})
    ((_, _, trouble),) = members(archive(tmp_path, data), max_file_mb=1)
    assert trouble.startswith("It is 2 MB, more than the limit of 1 MB.")


def test_an_archive_that_unpacks_to_too_much_stops_in_time(tmp_path: Path) -> None:
    data = zipped({f"{n:02}.bin": os.urandom(1 << 20) for n in range(22)})
    troubles = [trouble for _, _, trouble in members(archive(tmp_path, data), zip_total_mb=20)]
    assert troubles[:20] == [""] * 20
    assert all("more than Muster unpacks at once" in t for t in troubles[20:])


def test_a_damaged_member_fails_alone_with_the_archive_kept(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"one" * 500, "b.txt": b"two"}))
    data[45] ^= 0xFF
    found = list(opened(archive(tmp_path, bytes(data)), IngestSettings()))
    assert str(found[0].trouble).startswith("It is damaged inside the ZIP.")
    assert found[0].source == tmp_path / "papers.zip"
    assert found[1].trouble is None


def test_an_empty_zip_is_named(tmp_path: Path) -> None:
    (found,) = opened(archive(tmp_path, zipped({})), IngestSettings())
    assert str(found.trouble).startswith("The ZIP holds no files.")


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"one"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    ((_, _, trouble),) = members(archive(tmp_path, bytes(data)))
    assert trouble.startswith("It is locked with a password inside the ZIP.")


@given(
    st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), st.binary(max_size=50))
)
@example({"\0": b"", "\0" + "0": b""})
def test_any_names_a_zip_holds_can_be_shown(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("zip")
    path = folder / "any.zip"
    with zipfile.ZipFile(path, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of one name twice, which is as a ZIP may be: names end at a NUL
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data)
    for member in opened(Offered(str(path), path.name, path), IngestSettings()):
        assert member.path.encode("utf-8") and member.path.isprintable()
        assert ".." not in member.path.removeprefix(str(path)).split("/")
