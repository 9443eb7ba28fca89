"""Which of a framework's blocks a passage, or a whole document, belongs to. Pure."""

from collections.abc import Iterable

from evidence.frameworks.framework import Framework
from evidence.language.patterns import small
from evidence.model import Suggestion

LONGEST_QUOTE = 60  # characters


def passage_blocks(framework: Framework, text: str, least: float, day: str = "") -> Iterable[Suggestion]:
    """The blocks whose rules a passage's words fulfil, with those words, at ``least`` that score. Only those
    that there were on ``day``, its document's ISO date; an undated one may belong to any."""
    low, any_rule = small(text), framework.any_rule
    if any_rule and not any_rule.search(low):
        return
    for block in framework.valid(day):
        hits = [(r, m) for r in block.rules if r.where == "passage" and (m := r.pattern.search(low))]
        if hits:
            rule, match = max(hits, key=lambda hit: hit[0].weight)
            score = min(rule.weight + 0.05 * (len(hits) - 1), 1.0)
            if round(score, 3) < least:
                continue
            said = text[slice(*match.span())]
            quoted = said if len(said) <= LONGEST_QUOTE else f"{said[:28]} … {said[-28:]}"
            yield Suggestion(round(score, 3), f"{rule.reason}: “{quoted}”", block=block.code)


def document_blocks(framework: Framework, kind: str, title: str, day: str = "") -> dict[str, str]:
    """The blocks that a whole document of that day belongs to by its kind and title: ``{code: reason}``."""
    low = small(title)
    return {
        block.code: rule.reason
        for block in framework.valid(day)
        for rule in reversed(block.rules)
        if rule.where == "document" and (not rule.kinds or kind in rule.kinds) and rule.pattern.search(low)
    }
