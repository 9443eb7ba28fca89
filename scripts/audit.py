"""Are the pinned dependencies free of known faults? `make audit`; `make test` runs it too.

pip-audit and npm audit ask their databases, where these can be reached within SECONDS; else it says that they
were not asked. What needs no network is always checked: every pin has its hash, what is installed is what is
pinned, and no pin is older than a fix that scripts/known_faults.toml lists. Exit 1 on a fault found, never
for want of a network; with --tell, what the databases say, and what is installed otherwise, does not fail.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 8
LOCKS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"([\w.-]+)==([^\s;]+)( ; [^\\]+?)?((?: +--hash=sha256:[0-9a-f]{64})*)\s*")


def pins(root: Path) -> Iterator[tuple[str, str, str, bool, bool]]:
    """Each Python pin: its lock, name, version, whether it is hashed and whether it is for some machines."""
    for name in LOCKS:
        text = re.sub(r"#.*", "", (root / name).read_text(encoding="utf-8")).replace("\\\n", " ")
        for line in filter(str.strip, text.splitlines()):
            found = PIN.fullmatch(line.strip())
            if found is None:
                yield name, line.strip(), "", False, False
            else:
                yield name, found[1].lower().replace("_", "-"), found[2], bool(found[4]), bool(found[3])


def node_pins(root: Path) -> Iterator[tuple[str, str, bool]]:
    """Each Node pin: name, version, whether it is hashed."""
    packages = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, package in packages.items():
        if path:
            yield path.rpartition("node_modules/")[2], package["version"], bool(package.get("integrity"))


def locked(root: Path) -> Iterator[str]:
    """What is wrong with the locks by themselves."""
    known = tomllib.loads((ROOT / "scripts" / "known_faults.toml").read_text(encoding="utf-8"))
    for lock, name, version, hashed, _ in pins(root):
        if not hashed:
            yield f"{lock}: {name} has no hash."
        elif _older(version, known["python"].get(name, {}).get("fixed", "0")):
            yield f"{lock}: {name} {version}: {known['python'][name]['fault']}."
    for name, version, hashed in node_pins(root):
        if not hashed:
            yield f"package-lock.json: {name} has no hash."
        elif _older(version, known["node"].get(name, {}).get("fixed", "0")):
            yield f"package-lock.json: {name} {version}: {known['node'][name]['fault']}."


def installed(root: Path) -> Iterator[str]:
    """What is installed otherwise than it is pinned. What is for other machines may be missing."""
    for _, name, version, hashed, some in set(pins(root)):
        try:
            here = metadata.version(name)
        except metadata.PackageNotFoundError:
            if hashed and not some:
                yield f"{name} is pinned and not installed: make setup."
            continue
        if hashed and here != version and not some:
            yield f"{name} is installed as {here} and pinned as {version}: make setup."


def asked(root: Path) -> list[tuple[str, str | None, list[str]]]:
    """What the databases say: the tool, why it could not ask (None if it could), what it found."""
    commands = {
        "pip-audit": [
            str(Path(sys.executable).with_name("pip-audit")), "--requirement", "requirements-dev.txt",
            "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json",
        ],
        "npm audit": [shutil.which("npm") or "npm", "audit", "--json", "--audit=true"],
    }  # fmt: skip
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda one: _ask(one[0], one[1], root), commands.items()))


def _ask(tool: str, command: list[str], root: Path) -> tuple[str, str | None, list[str]]:
    try:
        ran = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=SECONDS, check=False)
        said = json.loads(ran.stdout)
    except subprocess.TimeoutExpired:
        return tool, f"no answer within {SECONDS} seconds", []
    except (OSError, ValueError):
        return tool, "its database was not reached", []
    if tool == "pip-audit":
        found = [
            f"{one['name']} {one['version']}: {', '.join(v['id'] for v in one['vulns'])}"
            for one in said.get("dependencies", [])
            if one.get("vulns")
        ]
        return tool, None, found
    if "vulnerabilities" not in said:
        return tool, "its database was not reached", []
    return tool, None, [f"{name}: {one['severity']}" for name, one in said["vulnerabilities"].items()]


def _older(version: str, fixed: str) -> bool:
    def key(of: str) -> list[int]:
        return [int(part) for part in re.findall(r"\d+", of)[:4]]

    return key(version) < key(fixed)


def main() -> int:
    """Say what was checked, and what was not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tell", action="store_true", help="fail on the locks alone")
    parser.add_argument("--offline", action="store_true", help="ask no database")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    given = parser.parse_args()
    problems = list(locked(given.root))
    listed = tomllib.loads((ROOT / "scripts" / "known_faults.toml").read_text(encoding="utf-8"))["as_of"]
    told = list(installed(given.root)) if given.root == ROOT else []
    for tool, why, found in [] if given.offline else asked(given.root):
        print(f"{tool}: NOT asked ({why})." if why else f"{tool}: asked, {len(found)} found.")
        told += [f"{tool}: {one}" for one in found]
    print(f"Locks: hashes, and faults known on {listed}: {len(problems)} found.")
    print("\n".join([*problems, *told]), end="\n" if problems or told else "")
    return 1 if problems or (told and not given.tell) else 0


if __name__ == "__main__":
    sys.exit(main())
