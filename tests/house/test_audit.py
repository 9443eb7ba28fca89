"""`make audit`: what it says without a network, and what it finds."""

import shutil
import subprocess
import sys
from pathlib import Path

from paths import ROOT
from patience import PATIENCE

FILES = ("requirements.txt", "requirements-dev.txt", "package-lock.json")


def audit(*args: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, ROOT / "scripts" / "audit.py", "--offline", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)


def test_the_locks_have_hashes_and_no_fault_that_is_known() -> None:
    ran = audit("--tell")
    assert ran.returncode == 0, ran.stdout
    assert "0 found" in ran.stdout


def test_an_old_version_and_a_missing_hash_are_named(tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "requirements.txt").write_text(f"werkzeug==2.0.0 --hash=sha256:{'0' * 64}\nflask==3.1.2\n")
    ran = audit("--root", tmp_path)
    assert ran.returncode == 1
    assert "werkzeug 2.0.0: CVE-2024-49767" in ran.stdout and "flask has no hash" in ran.stdout
