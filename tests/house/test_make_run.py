"""`make run`, really run: each evidence base in a home of its own, on a port that is free."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from paths import ROOT
from patience import PATIENCE
from serving import free_port

RUN = "import sys; from webapp.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder like a checkout that is set up, with a config.toml of its own and two folders of one name."""
    if not (ROOT / ".venv/bin/muster").exists() or shutil.which("make") is None:
        pytest.skip("there is no .venv beside the tests, or no make")
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("Makefile", "scripts", ".venv"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "config.toml").write_text((ROOT / "config.toml").read_text())
    for council in ("north", "south"):
        (tmp_path / council / "evidence").mkdir(parents=True)
        (tmp_path / council / "evidence" / "a.txt").write_text(f"The {council} board met in the autumn.")
    return folder


def environment() -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MUSTER_", "MAKE"))}
    return {**own, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def make_run(checkout: Path, *variables: str) -> tuple[str, str]:
    """Run until it serves, then stop it, or until it ends. Returns its output and what it said beside."""
    command = ["make", "--old-file=setup", "run", *variables]
    with (
        (checkout / "said").open("w") as beside,
        subprocess.Popen(
            command,
            cwd=checkout,
            env=environment(),
            text=True,
            stdout=subprocess.PIPE,
            stderr=beside,
            start_new_session=True,
        ) as running,
    ):
        watchdog = threading.Timer(PATIENCE, os.killpg, (running.pid, signal.SIGKILL))
        watchdog.start()
        out = ""
        while "sign-in" not in out and (line := running.stdout.readline()):
            out += line
        watchdog.cancel()
        if running.poll() is None and "sign-in" in out:
            os.killpg(running.pid, signal.SIGKILL)
    return out, (checkout / "said").read_text()


def muster(checkout: Path, *words: str) -> str:
    """What the command prints that is run in the checkout without naming a home."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        cwd=checkout,
        env=environment(),
        text=True,
        capture_output=True,
        check=True,
    )
    return done.stdout


def current(checkout: Path) -> Path:
    return Path((checkout / ".home/current").read_text().strip())


def test_two_folders_of_one_name_have_two_homes_and_commands_look_at_the_last(checkout: Path):
    homes = []
    for council in ("north", "south"):
        _, said = make_run(
            checkout, f"EVIDENCE={checkout.parent / council / 'evidence'}", f"PORT={free_port()}"
        )
        homes.append(current(checkout))
        assert str(homes[-1]) in said and "the first page asks whose it is" in said
        found = muster(checkout, "search", "board", "--json")
        assert council in found and '"total": 1' in found
    assert len(set(homes)) == 2


def test_a_home_of_another_folder_is_refused_and_nothing_is_ingested(checkout: Path):
    north, south = (f"EVIDENCE={checkout.parent / name / 'evidence'}" for name in ("north", "south"))
    home = f"HOME_DIR={checkout.parent / 'one'}"
    make_run(checkout, north, home, f"PORT={free_port()}")
    out, said = make_run(checkout, south, home, f"PORT={free_port()}")
    assert "sign-in" not in out and "holds the papers of" in said
    assert "south" not in muster(checkout, "ledger", "--json")


def test_the_home_of_config_toml_is_taken(checkout: Path):
    config = checkout / "config.toml"
    text = config.read_text().replace('home = "~/muster-home"', f'home = "{checkout.parent / "kept"}"')
    config.write_text(text)
    make_run(checkout, f"EVIDENCE={checkout.parent / 'north/evidence'}", f"PORT={free_port()}")
    assert current(checkout) == (checkout.parent / "kept").resolve()


def test_an_older_home_named_after_the_folder_alone_goes_on_for_that_folder_only(checkout: Path):
    north, south = (checkout.parent / name / "evidence" for name in ("north", "south"))
    muster(checkout, "--home", ".home/evidence", "ingest", str(north))
    make_run(checkout, f"EVIDENCE={south}", f"PORT={free_port()}")
    assert current(checkout).name.startswith("evidence-")
    make_run(checkout, f"EVIDENCE={north}", f"PORT={free_port()}")
    assert current(checkout) == (checkout / ".home/evidence").resolve()


def test_a_port_that_is_taken_gives_way_to_the_next(checkout: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        config = checkout / "config.toml"
        config.write_text(config.read_text().replace("port = 8011", f"port = {port}"))
        out, said = make_run(checkout, f"EVIDENCE={checkout.parent / 'north/evidence'}")
    served = re.search(r"http://127\.0\.0\.1:(\d+)/", out)
    assert served and port < int(served[1]) <= port + 20, out
    assert f"Port {port} is taken" in said
