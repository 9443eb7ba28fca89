"""What a command loads before it begins: the answer to a short question should not wait for long imports."""

import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Muster

LOADS = (
    "import sys; from webapp.cli import main\n"
    "try: main(sys.argv[1:])\n"
    "except SystemExit: pass\n"
    "print(' '.join(sorted({name for name in sys.modules})), file=sys.stderr)"
)

MOST = {True: 850, False: 700}
"""Modules that a command may load, Python's own among them: about a millisecond for every two."""


@pytest.mark.parametrize("command", [("search", "board"), ("documents",), ("show", "1"), ("ledger",)])
def test_a_command_that_only_reads_loads_no_readers_no_linker_no_workbooks_and_no_engine_but_to_search(
    command: tuple[str, ...], own_sample_base: Muster
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOADS, "--home", str(own_sample_base.home), *command],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(told.stderr.split())
    assert told.stdout and ("whoosh" in loaded) == (command[0] == "search")
    assert not loaded & {"openpyxl", "pypdf", "ingest", "evidence.linking.vocabulary"}
    assert command[0] == "search" or "numpy" not in loaded
    assert len(loaded) < MOST[command[0] == "search"]


def test_the_process_that_hands_out_files_to_read_loads_nothing_that_reads_them(
    own_sample_base: Muster, tmp_path: Path
) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text("The board met on 4 March 2026.")
    told = subprocess.run(
        [sys.executable, "-c", LOADS, "--home", str(own_sample_base.home), "ingest", str(path), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(told.stderr.splitlines()[-1].split())
    assert '"added": 1' in told.stdout and "ingest.run.task" in loaded
    assert not loaded & {"openpyxl", "pypdf", "pyasn1_modules", "ingest.kinds", "ingest.readers.pdf"}


def test_what_packs_need_is_loaded_without_an_http_client_numbers_or_openpyxl() -> None:
    """pyHanko asks for aiohttp, sqlite-utils and openpyxl for numpy: a quarter of its time."""
    loaded = _loaded_with("webapp.cli.pack_contents")
    assert {"evidence.packs.issuing.signing", "sqlite_utils"} <= loaded
    assert not loaded & {"aiohttp", "numpy", "openpyxl", "rich", "whoosh"}


def test_what_reads_papers_loads_without_numbers_and_workbooks() -> None:
    """Until a workbook is read: they were a third of its time."""
    loaded = _loaded_with("ingest.run.workers.preloaded")
    assert {"ingest.kinds", "ingest.readers.pdf.reader", "pytesseract"} <= loaded
    assert not loaded & {"lxml", "numpy", "openpyxl", "whoosh"}


def _loaded_with(module: str) -> set[str]:
    """All modules that a new process has once it imported that one."""
    command = [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(told.stdout.split())
