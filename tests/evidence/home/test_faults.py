"""Muster's own faults: a number for each, and a log that explains it without quoting a document."""

import errno
import json
import pickle
import re
import zlib
from pathlib import Path

import pytest

from evidence.errors import HomeError, OurFault
from evidence.home import faults

PRIVATE = "Mrs Jane Example of 4 Long Lane"


def raised(error: type[Exception] | Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


def looked_up() -> Exception:
    """A mistake whose words quote what it was looking for."""
    try:
        return {}[PRIVATE]
    except KeyError as error:
        return error


def test_a_fault_has_a_number_under_which_the_log_says_what_where_and_how(tmp_path: Path):
    told = faults.report(tmp_path, looked_up(), "reading the file 0123")
    assert re.fullmatch(r"\d{8}-\d{6}", told.number) and told.number in str(told)
    said = (tmp_path / "faults.log").read_text()
    assert f"fault {told.number}" in said
    assert "while: reading the file 0123" in said and "what:  KeyError" in said
    assert "tests/evidence/home/test_faults.py:" in said and "in looked_up" in said


def test_the_log_quotes_no_value_and_no_folder_of_the_machine(tmp_path: Path):
    faults.report(tmp_path, looked_up(), "searching")
    try:
        int(PRIVATE)
    except ValueError as error:
        faults.report(tmp_path, error, "searching")
    said = (tmp_path / "faults.log").read_text()
    assert "Jane" not in said.replace("PRIVATE", "")
    assert str(Path(faults.__file__).parents[2]) not in said
    assert said.count("\nfault ") + said.startswith("fault ") == 2


def test_what_led_to_a_fault_is_told_before_it(tmp_path: Path):
    try:
        try:
            json.loads("{")
        except ValueError as error:
            raise ZeroDivisionError("division by zero") from error
    except ZeroDivisionError as error:
        trace = faults.describe(error).trace
    assert trace.index("JSONDecodeError") < trace.index("which led to") < trace.index("division by zero")


def test_a_fault_can_be_sent_from_one_process_to_another():
    fault = faults.describe(looked_up())
    assert pickle.loads(pickle.dumps(fault)) == fault


def test_a_home_that_cannot_be_written_leaves_the_fault_to_the_process_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    for home in (None, tmp_path / "missing"):
        told = faults.report(home, looked_up(), "searching")
        assert f"fault {told.number}" in caplog.text


def test_a_large_log_makes_room_and_keeps_the_one_before(tmp_path: Path):
    (tmp_path / "faults.log").write_bytes(b"x" * (faults.MOST + 1))
    told = faults.report(tmp_path, looked_up(), "searching")
    assert told.number in (tmp_path / "faults.log").read_text()
    assert (tmp_path / "faults.log.1").stat().st_size > faults.MOST


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_what_the_system_refuses_is_told_as_that_and_not_as_a_fault(tmp_path: Path, code: int):
    told = faults.told(tmp_path, OSError(code, "No space left on device", "a-name.pdf"), "storing")
    assert isinstance(told, HomeError) and "no space left" in str(told) and "a-name" not in str(told)
    assert not (tmp_path / "faults.log").exists()
    assert isinstance(faults.told(tmp_path, OSError("odd"), "storing"), OurFault)


def test_what_our_code_raises_is_ours_and_what_a_library_raises_is_damage():
    assert faults.is_ours(looked_up())
    assert faults.is_ours(raised(RuntimeError("nobody foresaw it")))
    assert faults.is_ours(OSError(errno.ENOSPC, "full"))
    for damage in (lambda: json.loads("{"), lambda: zlib.decompress(b"no"), lambda: b"\xff".decode()):
        try:
            damage()
        except Exception as error:
            assert not faults.is_ours(error), error
