"""What is looked for in every paper: judgements, points, what was judged before, actions, observations.

A paper's kind says what is not taken from it (a notice's headings say what must be done, not what was found)
and what of it makes measures: what a peer reviewer recommends does, what a report retells of an inspection
does not.
"""

from collections.abc import Sequence
from dataclasses import replace

from evidence.kinds.kind import KindSpec
from evidence.model import Reading, Register
from evidence.settings import Settings
from ingest.kinds.common import Paper
from ingest.kinds.earlier import earlier_judgements
from ingest.kinds.judgements import find_judgements
from ingest.kinds.plan_rows import read_plan
from ingest.kinds.points import Point, find_points, measures_of
from ingest.kinds.responses import read_responses
from ingest.kinds.target_rows import read_targets, rows_of_targets
from ingest.values.observations import find_observations


def with_sought(reading: Reading, kind: KindSpec, paper: Paper, settings: Settings) -> Reading:
    """A reading with what its paper holds beside what its kind read for itself, which stands."""
    points = find_points(paper, recommended=kind.seeks("recommendations")) if kind.seeks("points") else ()
    earlier = list(earlier_judgements(paper)) if kind.seeks("earlier_judgements") else []
    judged = find_judgements(paper) if kind.seeks("judgements") else ()
    found = replace(
        reading,
        fields=(*reading.fields, *(f for _, f in earlier)),
        findings=(*reading.findings, *judged, *(p.finding for p in points), *(f for f, _ in earlier)),
        register=reading.register or _register(reading, kind, paper, points),
    )
    if not kind.seeks("observations") or (kind.tabular and found.observations):
        return found  # a workbook's own kind has read its cells
    return replace(found, observations=find_observations(found, settings.council))


def _register(reading: Reading, kind: KindSpec, paper: Paper, points: Sequence[Point]) -> Register | None:
    """What its points and its tables' actions ask for, as far as its kind makes measures of them."""
    answered = read_responses(paper) if "responses" in kind.registers else ()
    asked = measures_of(points) if "points" in kind.registers and not answered else ()
    tabled = read_targets(paper) if "targets" in kind.registers else ()
    seen = {m.passage for m in (*answered, *asked)} | (rows_of_targets(paper) if tabled else set())
    actions = read_plan(paper) if "actions" in kind.registers else ()
    # In a paper that is no plan, a table without dates tells how far the actions of another have got.
    # Its rows that name measures of the record by their codes tell how far those have got.
    actions = tuple(
        replace(m, text=m.text if kind.asks or m.due else "")
        for m in actions
        if m.passage not in seen and (kind.asks or m.due or m.names)
    )
    measures = tuple(sorted((*answered, *asked, *tabled, *actions), key=lambda m: m.passage or 0))
    name = "recommendations" if answered else "inspection" if asked else "plan"
    return Register(name, reading.field("title"), measures) if measures else None
