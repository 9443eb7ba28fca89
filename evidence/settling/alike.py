"""Passages like those that were accepted for a measure: found by their telling words, ranked by likeness."""

from evidence.kinds.kind import kind_of
from evidence.linking import field_model
from evidence.linking.candidates import Candidate
from evidence.linking.suggesting import Linker
from evidence.model import Measure, PassageKind
from evidence.reads.finding import accepted_words, standing
from evidence.search.engine import Query
from evidence.search.results import search
from evidence.services import Services
from evidence.settling.suggestions import background

EXAMPLES = 8
"""Accepted passages, the newest, that others are compared with."""
WORDS = 5
"""Telling words of each that passages are found by."""
LOOKED_AT = 200
"""Passages found that are compared."""


def alike(services: Services, measure: int, most: int) -> list[tuple[int, float]]:
    """Passages not tied to the measure that would count for it, the nearest to what was accepted first,
    each with its score; none before anything was accepted."""
    db = services.record.db
    examples = [Measure(words, code=str(n)) for n, words in enumerate(accepted_words(db, measure, EXAMPLES))]
    if not examples:
        return []
    model, _ = field_model.shipped()
    linker = Linker(examples, services.framework, background(db), model)
    telling = dict.fromkeys(word for example in examples for word in linker.telling(example.code)[:WORDS])
    if not telling:
        return []
    found = search(services, Query(" OR ".join(f'"{word}"' for word in telling), limit=LOOKED_AT))
    rows = standing(db, measure, [hit["passage"] for hit in found["hits"]])
    # What some kinds say is asked for or intended; that it happened is for others to show.
    wanted = {
        key: row
        for key, row in rows.items()
        if not (row["link"] or row["bar"] or row["own"] or kind_of(row["paper"]).asks)
    }
    made = {key: Candidate(row["text"], PassageKind(row["kind"])) for key, row in wanted.items()}
    keys = [key for key, candidate in made.items() if candidate.linkable]
    nearest = linker.nearest([made[key] for key in keys], 1)
    least = services.settings.links.threshold  # as for suggestions
    scored = [
        (key, near[0][1]) for key, near in zip(keys, nearest, strict=True) if near and near[0][1] >= least
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:most]
