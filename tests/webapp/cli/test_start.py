"""What a command loads before it begins: the answer to a short question should not wait for long imports."""

import subprocess
import sys

import pytest
from cli_runner import Muster

LOADS = (
    "import sys; from webapp.cli import main\n"
    "try: main(sys.argv[1:])\n"
    "except SystemExit: pass\n"
    "print(' '.join(sorted({name for name in sys.modules})), file=sys.stderr)"
)


@pytest.mark.parametrize("command", [("search", "board"), ("documents",), ("show", "1"), ("ledger",)])
def test_a_command_that_only_reads_loads_no_readers_no_linker_and_no_workbooks(
    command: tuple[str, ...], own_sample_base: Muster
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOADS, "--home", str(own_sample_base.home), *command],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(told.stderr.split())
    assert told.stdout and "whoosh" in loaded
    assert not loaded & {"openpyxl", "pypdf", "ingest", "evidence.linking.vocabulary"}
