"""Which council is ours, and which councils the papers of the record are about."""

from collections import Counter
from dataclasses import dataclass

from sqlite_utils import Database

from evidence.frameworks.authorities import called
from evidence.relations.councils import council_key, council_keys, councils_in, same_council


@dataclass(frozen=True)
class OwnCouncil:
    """Our council. ``how`` says how it is known: "config", "person" (confirmed), "proposed" (most papers
    speak of it, and nobody has confirmed it yet); ``name`` and ``how`` are "" where it is not known."""

    name: str = ""
    how: str = ""
    also: frozenset[str] = frozenset()  # keys of predecessors and successors that a person lets count

    @property
    def certain(self) -> str:
        """Its name, if the configuration or a person says it; "" while it is only proposed."""
        return self.name if self.how in ("config", "person") else ""

    @property
    def keys(self) -> frozenset[str]:
        """What all names of the councils share whose papers count."""
        return self.also | {council_key(self.name)}

    def owns(self, council: str) -> bool:
        """Whether a paper about ``council`` counts as about ours. One that names none does, and all do where
        ours is not known; one that speaks of several alike does if ours is among them."""
        return not council or not self.name or bool(council_keys(council) & self.keys)

    def said(self, council: str) -> str:
        """What a person should know of a paper that names ``council``, none or several; "" for nothing."""
        if not self.owns(council):
            return "It is about another council: for comparison, it counts for none of our measures."
        if not council:
            return (
                "It names no council, so it counts as ours; if it is about another, correct its council."
                if self.name
                else ""
            )
        if len(councils_in(council)) > 1 and self.name:
            return (
                "Ours is among the councils of which it speaks alike, so it counts as ours; "
                "if it is about one alone, correct its council."
            )
        return ""


ANYBODY = OwnCouncil()  # where it does not matter whose


def own_council(db: Database, configured: str = "") -> OwnCouncil:
    """Our council: as config.toml says, else as a person confirmed, else what more than half of the papers
    that are about a council are about."""
    name, how = _own(db, configured)
    also = {key for key, ours in heirs(db).items() if name and same_council(ours, name)}
    return OwnCouncil(name, how, frozenset(also))


def _own(db: Database, configured: str) -> tuple[str, str]:
    if configured.strip():
        return configured.strip(), "config"
    if name := confirmed(db):
        return name, "person"
    counted = councils(db)
    total = sum(counted.values())
    name, most = next(iter(counted.items()), ("", 0))
    return (name, "proposed") if total and most * 2 > total else ("", "")


def heirs(db: Database) -> dict[str, str]:
    """The councils whose papers count as another's, by their key, with that other's name."""
    rows = db.execute("SELECT council, ours FROM successions WHERE counts ORDER BY at")
    return {council_key(council): ours for council, ours in rows}


@dataclass(frozen=True)
class Relative:
    """A council that ours came from ("predecessor") or became ("successor"), with papers in the record.

    ``on`` is the ISO day on which the later one began. ``counts`` is what a person decided: as ours, or for
    comparison; None while nobody has.
    """

    name: str
    how: str
    documents: int
    on: str
    counts: bool | None


def relatives(db: Database, own: OwnCouncil) -> list[Relative]:
    """The predecessors and successors of our council that papers of the record are about."""
    ours = called(own.name) if own.name else None
    if ours is None:
        return []
    sql = "SELECT council, counts FROM successions WHERE ours = ?"
    decided = {council_key(c): bool(n) for c, n in db.execute(sql, [ours.official])}
    found = []
    for name, documents in councils(db).items():
        other = called(name)
        if other and ours.code in other.successors:
            found.append(Relative(name, "predecessor", documents, ours.since, decided.get(other.code)))
        elif other and other.code in ours.successors:
            found.append(Relative(name, "successor", documents, other.since, decided.get(other.code)))
    return found


def confirmed(db: Database) -> str:
    """The council that a person confirmed as ours, "" if nobody has."""
    row = db.execute("SELECT value FROM settled WHERE name = 'council'").fetchone()
    return str(row[0]) if row else ""


def councils(db: Database) -> dict[str, int]:
    """The councils that documents are about, by the fullest of their names, with how many documents each;
    the most first. A document that speaks of several alike is each one's."""
    sql = """SELECT council, count(*) FROM documents WHERE council <> '' AND withdrawn_at IS NULL
        GROUP BY council ORDER BY council"""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for told, documents in db.execute(sql).fetchall():
        for name in councils_in(told):
            key = council_key(name)
            counts[key] += documents
            names[key] = max(names.get(key, ""), name, key=len)
    return {names[key]: n for key, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))}
