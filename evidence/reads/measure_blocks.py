"""Under which blocks a measure stands, for tables by block."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from evidence.frameworks.framework import Framework
from evidence.linking.blocks import passage_blocks

SURE = 0.5
"""The least score at which a rule tells a measure's block by its words."""
# From the links that were accepted for a block, which are few, to the measures of their passages: with OR
# every measure would be held against each of them.
ACCEPTED = """
WITH tied AS MATERIALIZED (
    SELECT passage, framework, block, measure FROM links WHERE status = 'accepted' AND needs_review = ''
)
SELECT m.code, b.framework, b.block FROM tied b JOIN measures m ON m.passage = b.passage WHERE b.block <> ''
UNION SELECT m.code, b.framework, b.block
  FROM tied b JOIN tied e ON e.passage = b.passage JOIN measures m ON m.id = e.measure WHERE b.block <> ''
"""


def blocks_of(
    db: Database, frameworks: Sequence[Framework], measures: Iterable[dict[str, Any]]
) -> dict[str, list[tuple[str, str]]]:
    """Each measure's code with its blocks as (framework, block), in the frameworks' order; none for one that
    nothing ties to a block.

    They are the blocks that people accepted for its own words or for passages that were accepted for it; of a
    framework for which there are none, those that its words, or its paper's kind and title, speak of.
    """
    decided, papers = defaultdict(set), defaultdict(set)
    for code, framework, block in db.execute(ACCEPTED).fetchall():
        decided[code, framework].add(block)
    for document, framework, block in db.execute(
        "SELECT document, framework, block FROM document_blocks"
    ).fetchall():
        papers[document, framework].add(block)
    found: dict[str, list[tuple[str, str]]] = {}
    for m in measures:
        found[m["code"]] = []
        for each in frameworks:
            said = {s.block for s in passage_blocks(each, m["text"], SURE, m["date"])}
            those = decided[m["code"], each.code] or said | papers[m["document"], each.code]
            found[m["code"]] += [(each.code, b.code) for b in each.blocks if b.code in those]
    return found
