"""ZIPs in ZIPs: each file by its own path, within limits that hold over all of them."""

import os
import zipfile
from pathlib import Path

import pytest
from reader_files import zipped

from evidence.settings import IngestSettings
from ingest.run.archive import opened
from ingest.run.offered import Offered


def members(tmp_path: Path, data: bytes, **settings: int) -> list[tuple[str, str]]:
    """Each file's path in the ZIP, and its words or what stands in its way."""
    path = tmp_path / "papers.zip"
    path.write_bytes(data)
    found = []
    for one in opened(Offered(str(path), path.name, path), IngestSettings(**settings)):
        said = str(one.trouble) if one.trouble else one.source.read_bytes().decode("latin-1")
        found.append((one.path.removeprefix(str(path)), said))
    return found


def nested(depth: int) -> bytes:
    data = b"deep"
    for n in range(depth):
        data = zipped({("a.txt" if n == 0 else "in.zip"): data})
    return data


def test_a_zip_in_a_zip_is_its_files(tmp_path: Path) -> None:
    inner = zipped({"b.txt": b"two", "c/d.txt": b"three"})
    assert members(tmp_path, zipped({"a.txt": b"one", "in/inner.zip": inner, "z.txt": b"four"})) == [
        ("/a.txt", "one"),
        ("/in/inner.zip/b.txt", "two"),
        ("/in/inner.zip/c/d.txt", "three"),
        ("/z.txt", "four"),
    ]


def test_zips_deeper_than_the_limit_are_named_and_kept(tmp_path: Path) -> None:
    assert members(tmp_path, nested(2), nested=2) == [("/in.zip/a.txt", "deep")]
    ((path, said),) = members(tmp_path, nested(3), nested=2)
    assert path == "/in.zip/in.zip" and said.startswith("The ZIP lies more than 2 deep in other ZIPs")


def test_the_number_of_files_is_counted_over_all_the_zips(tmp_path: Path) -> None:
    inner = zipped({f"{n}.txt": b"x" for n in range(3)})
    found = members(tmp_path, zipped({"a.zip": inner, "b.zip": inner}), zip_files=6)
    assert [path for path, _ in found] == ["/a.zip/0.txt", "/a.zip/1.txt", "/a.zip/2.txt", "/b.zip"]
    assert found[-1][1].startswith("The ZIP, with all those in it, holds more than 6 files.")


def test_the_bytes_are_counted_over_all_the_zips(tmp_path: Path) -> None:
    inner = zipped({f"{n}.bin": os.urandom(700_000) for n in range(2)})
    found = members(tmp_path, zipped({"a.zip": inner, "b.zip": inner}), zip_total_mb=4)
    assert [path for path, said in found if "more than Muster unpacks at once" in said] == ["/b.zip"]


def test_a_damaged_zip_in_a_zip_is_a_file_that_fails(tmp_path: Path) -> None:
    broken = nested(1)[:-30]
    assert members(tmp_path, zipped({"in.zip": broken, "b.txt": b"two"}))[1] == ("/b.txt", "two")


def test_zips_side_by_side_are_no_deeper_than_one(tmp_path: Path) -> None:
    side_by_side = zipped({f"{name}.zip": nested(1) for name in "abc"})
    found = [path for path, _ in members(tmp_path, side_by_side, nested=2)]
    assert found == ["/a.zip/a.txt", "/b.zip/a.txt", "/c.zip/a.txt"]


@pytest.mark.parametrize(("method", "named"), [(9, "Deflate64"), (93, "Zstandard"), (77, "method 77")])
def test_an_unusual_way_of_packing_is_not_called_damage(tmp_path: Path, method: int, named: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("plan.txt", "The plan.")
    data = bytearray(path.read_bytes())
    for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.find(sign) + place] = method
    path.write_bytes(data)
    (member,) = opened(Offered("a.zip", "a.zip", path), IngestSettings())
    assert member.trouble is not None and named in str(member.trouble)
