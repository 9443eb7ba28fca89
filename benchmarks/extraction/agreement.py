"""How far the fields that Muster reads from real inspection reports agree with what a person read.

    python benchmarks/extraction/agreement.py [FOLDER]

FOLDER holds the PDFs and ``truth.csv`` (columns: file, published, overall, impact_of_leaders,
help_and_protection, in_care_and_care_leavers, in_care, care_leavers, dates, lead_inspector; blank where the
person read nothing).
It is ../shared/corpus/inspection-reports beside the checkout unless named. Prints one line a field: how many
values agree, how many are blank, how many are wrong; then each that differs. Exit 1 if any is wrong.

Reports since 2018 do not print when they were published: the truth's ``published`` was taken from the files'
names, and so is Muster's date there. How many came from the names is printed apart.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from evidence.errors import MusterError  # noqa: E402
from evidence.model import Reading  # noqa: E402
from evidence.settings import Settings, load  # noqa: E402
from ingest.kinds import describe  # noqa: E402
from ingest.readers import read_file  # noqa: E402
from ingest.structure import passages_of  # noqa: E402
from ingest.structure.split import split  # noqa: E402

AREAS = {
    "overall": "overall effectiveness",
    "impact_of_leaders": "the impact of leaders",
    "help_and_protection": "help and protection",
    "in_care_and_care_leavers": "in care and care leavers",
    "in_care": "progress of children in care",
    "care_leavers": "progress of care leavers",
}
FIELDS = {"dates": "inspection_dates", "lead_inspector": "lead_inspector", "published": "date"}
NOT_A_REPORT = "NOT A PDF"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "folder", nargs="?", type=Path, default=ROOT.parent / "shared/corpus/inspection-reports"
    )
    folder = parser.parse_args().folder
    if not (folder / "truth.csv").is_file():
        print(f"There is no truth.csv in {folder}. Name the folder that has it.", file=sys.stderr)
        return 2
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*AREAS, *FIELDS)}
    wrong = []
    for file, name, want, got, from_name in compared(folder):
        counts[name]["from name"] += from_name
        kind = "agree" if got == want else "blank" if not got else "wrong"
        counts[name][kind] += 1
        if kind != "agree":
            wrong.append((kind, file, name, want, got))
    show(counts, wrong)
    return int(any(kind == "wrong" for kind, *_ in wrong))


def compared(folder: Path) -> Iterator[tuple[str, str, str, str, bool]]:
    """``(file, field, what a person read, what Muster read, whether from the file's name)`` for each value of
    the truth."""
    settings = load(home=folder, config=ROOT / "config.toml")
    with (folder / "truth.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if not row["kind"].startswith(NOT_A_REPORT)]
    for row in rows:
        try:
            reading = read(folder / row["file"], settings)
        except MusterError as error:
            print(f"{row['file']}: {error}", file=sys.stderr)
            continue
        found = values(reading)
        for name in (*AREAS, *FIELDS):
            if row[name]:
                from_name = name == "published" and bool(reading.field("date_from"))
                yield row["file"], name, row[name], found[name], from_name


def read(path: Path, settings: Settings) -> Reading:
    """The first document of a file."""
    raw = read_file(path, path.name, settings.ingest)
    return describe(split(raw, passages_of(raw)), settings)[0]


def values(reading: Reading) -> dict[str, str]:
    """Each field as read, blank where nothing was."""
    judged = [f for f in reading.findings if f.type == "judgement"]
    found = {
        name: next((f.grade for f in judged if words in f.area.casefold()), "")
        for name, words in AREAS.items()
    }
    return found | {name: reading.field(field) for name, field in FIELDS.items()}


def show(counts: dict[str, Counter[str]], wrong: list[tuple[str, str, str, str, str]]) -> None:
    print(f"{'field':<26}{'agree':>6}{'blank':>6}{'wrong':>6}")
    for name, count in counts.items():
        print(f"{name:<26}{count['agree']:>6}{count['blank']:>6}{count['wrong']:>6}")
    print(f"Of the dates of publication, {counts['published']['from name']} are from the file's name.")
    for kind, file, name, want, got in wrong:
        print(f"{kind}: {file} {name}: {want!r}" + (f", read as {got!r}" if got else ""))


if __name__ == "__main__":
    sys.exit(main())
