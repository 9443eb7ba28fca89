"""Which council is ours, and which councils the papers of the record are about."""

from collections import Counter
from dataclasses import dataclass

from sqlite_utils import Database

from evidence.relations.councils import council_key


@dataclass(frozen=True)
class OwnCouncil:
    """Our council. ``how`` says how it is known: "config", "person" (confirmed), "proposed" (most papers
    speak of it, and nobody has confirmed it yet); ``name`` and ``how`` are "" where it is not known."""

    name: str = ""
    how: str = ""

    @property
    def certain(self) -> str:
        """Its name, if the configuration or a person says it; "" while it is only proposed."""
        return self.name if self.how in ("config", "person") else ""

    def owns(self, council: str) -> bool:
        """Whether a paper about ``council`` counts as about ours. One about none does, and all do where
        ours is not known."""
        return not council or not self.name or council_key(council) == council_key(self.name)


ANYBODY = OwnCouncil()  # where it does not matter whose


def own_council(db: Database, configured: str = "") -> OwnCouncil:
    """Our council: as config.toml says, else as a person confirmed, else what more than half of the papers
    that are about a council are about."""
    if configured.strip():
        return OwnCouncil(configured.strip(), "config")
    if name := confirmed(db):
        return OwnCouncil(name, "person")
    counted = councils(db)
    total = sum(counted.values())
    name, most = next(iter(counted.items()), ("", 0))
    return OwnCouncil(name, "proposed") if total and most * 2 > total else OwnCouncil()


def confirmed(db: Database) -> str:
    """The council that a person confirmed as ours, "" if nobody has."""
    row = db.execute("SELECT value FROM settled WHERE name = 'council'").fetchone()
    return str(row[0]) if row else ""


def councils(db: Database) -> dict[str, int]:
    """The councils that documents are about, by the fullest of their names, with how many documents each;
    the most first."""
    sql = """SELECT council, count(*) FROM documents WHERE council <> '' AND withdrawn_at IS NULL
        GROUP BY council ORDER BY council"""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name, documents in db.execute(sql).fetchall():
        key = council_key(name)
        counts[key] += documents
        names[key] = max(names.get(key, ""), name, key=len)
    return {names[key]: n for key, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))}
