"""A server of many threads takes little more memory than it uses."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT

THREADS = 12
TAKE = f"""
import ctypes, sys, threading
from webapp.site import serving
libc = ctypes.CDLL(None)
if sys.argv[2] == "fit":
    serving.fit_for_threads()
together = threading.Barrier({THREADS})
def take():
    taken = [bytearray(3000) for _ in range(50)]
    together.wait()
threads = [threading.Thread(target=take) for _ in range({THREADS})]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc.fopen.restype = ctypes.c_void_p
to = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, to)
libc.fclose(to)
"""


def _arenas(told: Path, how: str) -> int:
    subprocess.run([sys.executable, "-c", TAKE, str(told), how], cwd=ROOT, check=True, timeout=300)
    return told.read_text().count("<heap nr=")


def test_threads_take_memory_from_few_places_and_give_it_back_there(tmp_path: Path) -> None:
    if not hasattr(ctypes.CDLL(None), "malloc_info"):
        pytest.skip("this C library is not glibc")
    assert _arenas(tmp_path / "fit", "fit") <= 2 < _arenas(tmp_path / "as it comes", "not")
