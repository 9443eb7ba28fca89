"""What is committed installs anywhere, and hash for hash the same."""

import json
import re
import subprocess

import pytest
from paths import ROOT


def test_every_python_pin_is_hashed_and_names_no_index():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = re.sub(r"#.*", "", (ROOT / name).read_text()).replace("\\\n", " ")
        for requirement in filter(str.strip, lock.splitlines()):
            assert re.fullmatch(r"[\w.-]+==\S+( ; .+?)?( +--hash=sha256:[0-9a-f]{64})+\s*", requirement)


def test_every_node_pin_is_hashed_and_names_no_registry():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for path, package in packages.items():
        assert "resolved" not in package, path
        assert not path or package["integrity"].startswith("sha512-"), path


def test_the_runtime_pins_are_those_that_are_tested():
    runtime, dev = (
        set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert runtime <= dev


def test_no_tracked_file_names_a_machine_path():
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    machine_path = re.compile(rf"(?<![\w.~-])(?:{re.escape(str(ROOT))}|/home/\w+|/Users/\w+|/root)/")
    for name in filter(None, listing.stdout.split("\0")):
        text = (ROOT / name).read_text(errors="ignore")
        assert not machine_path.search(text), f"{name} names a path of one machine"


def test_the_styles_carry_no_mark_of_gov_uk():
    styles = (ROOT / "webapp/static/vendor/muster.css").read_text()
    for mark in ("GDS Transport", "@font-face", "crest", "crown", "url(http"):
        assert mark not in styles
