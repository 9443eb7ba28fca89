"""What docs/running ships for the machine is what the machine takes."""

import shutil
import subprocess
from pathlib import Path

import pytest
from paths import ROOT

UNITS = ("muster.service", "muster-backup.service", "muster-backup.timer")


@pytest.fixture
def installed(tmp_path: Path) -> list[Path]:
    """The units, with a program that is there."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    paths = []
    for name in UNITS:
        text = (ROOT / "docs" / "running" / name).read_text()
        (tmp_path / name).write_text(text.replace("/opt/muster/.venv/bin/muster", "/bin/true"))
        paths.append(tmp_path / name)
    return paths


def test_systemd_finds_nothing_wrong_with_the_units(installed: list[Path]) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, installed)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if any(name in line for name in UNITS)]
    assert said == [] and done.returncode == 0, done.stderr


def test_the_service_is_hardened(installed: list[Path]) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(installed[0])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd cannot judge a unit that is not installed")
    assert done.returncode == 0, done.stdout[-300:] + done.stderr
