"""Papers that are read by the command line while people are served take what time these leave."""

import os
import subprocess
import sys
from pathlib import Path

from patience import PATIENCE
from serving import free_port, served

INGEST = """
import os, sys
from webapp.cli import main
try:
    main()
finally:
    print(os.getpriority(os.PRIO_PROCESS, 0))
"""


def test_an_ingest_yields_where_the_home_is_served_and_only_there(tmp_path: Path) -> None:
    usual, home = os.getpriority(os.PRIO_PROCESS, 0), tmp_path / "home"
    assert _ingested(home, tmp_path, "The board met.") == usual
    with served(home, free_port()):
        assert _ingested(home, tmp_path, "The board met again.") == max(usual, 5)


def _ingested(home: Path, folder: Path, text: str) -> int:
    """Ingest a paper of that text. Returns at what priority it was done."""
    paper = folder / "note.txt"
    paper.write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", INGEST, "--home", str(home), "ingest", str(paper)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert "1 added" in done.stdout, done.stdout + done.stderr
    return int(done.stdout.split()[-1])
