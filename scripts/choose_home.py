"""Which home `make run` uses for an evidence base: two bases never share one.

    scripts/choose_home.py EVIDENCE [HOME]

prints the home: HOME if it is given; else `home` of config.toml where that is set; else a folder under .home/
named after the evidence base, with a hash of its whole path, so that two of one name are apart. A home knows
whose it is; one that belongs to another base is refused with exit 2. The choice is left in .home/current,
where the `muster` command finds it.
"""

import hashlib
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from evidence.errors import MusterError
from evidence.settings import CHOSEN, DEFAULT_HOME, load

OF = "evidence-base"  # the file of a home that names the folder it was made from


def choose(evidence: str, asked: str) -> Path:
    """The home of this evidence base. Raises MusterError if it is another's."""
    base = Path(evidence).resolve()
    if not base.exists():
        raise MusterError(f"There is no folder {evidence}.", "Name one with make run EVIDENCE=path.")
    home = Path(asked).expanduser().resolve() if asked else configured() or derived(base, evidence)
    others = owner(home)
    if (others and others != str(base)) or (not others and not holds(home, base, evidence)):
        raise MusterError(
            f"The home {home} holds the papers of {others or 'another folder'}, not of {base}.",
            "Give this one a home of its own: make run EVIDENCE=… HOME_DIR=path. To add papers to a home, use"
            " muster --home HOME ingest PATH.",
        )
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / OF).write_text(f"{base}\n", encoding="utf-8")
    return home


def configured() -> Path | None:
    """The home that config.toml names, if it is not the one that is shipped there."""
    home = load(chosen=False).home
    return None if home == Path(DEFAULT_HOME).expanduser().resolve() else home


def derived(base: Path, evidence: str) -> Path:
    """A home under .home/: that which earlier versions named after the folder alone, if it is this base's."""
    old = Path(".home", base.name).resolve()
    known = owner(old) or (str(base) if holds(old, base, evidence) else "")
    if (old / "muster.db").is_file() and known == str(base):
        return old
    return Path(".home", f"{base.name}-{hashlib.sha256(str(base).encode()).hexdigest()[:8]}").resolve()


def owner(home: Path) -> str:
    """The evidence base that a home was made from, if it says."""
    of = home / OF
    return of.read_text(encoding="utf-8").strip() if of.is_file() else ""


def holds(home: Path, base: Path, evidence: str) -> bool:
    """Whether what the command line brought into a home came from this base alone, or nothing did."""
    if not (home / "muster.db").is_file():
        return True
    with closing(sqlite3.connect(f"file:{home / 'muster.db'}?mode=ro", uri=True)) as db:
        paths = [row[0] for row in db.execute("SELECT path FROM ledger WHERE origin = 'command line'")]
    starts = (f"{evidence.rstrip('/')}/", f"{base}/")
    return all(path.startswith(starts) or path in (evidence, str(base)) for path in paths)


def main(evidence: str, asked: str = "") -> int:
    try:
        home = choose(evidence, asked)
        council = load(home).council
    except MusterError as error:
        print(f"make run: {error}", file=sys.stderr)
        return error.exit_code if error.exit_code == 2 else 2
    CHOSEN.parent.mkdir(exist_ok=True)
    CHOSEN.write_text(f"{home}\n", encoding="utf-8")
    ours = f"our council is {council}, as config.toml says" if council else "the first page asks whose it is"
    print(f"make run: {evidence} has its home in {home}; {ours}.", file=sys.stderr)
    print(home)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
