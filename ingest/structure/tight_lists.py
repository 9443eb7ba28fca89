"""Lists whose items are set tight, without marks or space: what each begins with shows that it is one.

A line below a whole sentence begins a new item where both begin alike: with a body and its modal ("Leaders
should …"), with a gerund, with an infinitive or with an imperative; and so does the first below a lead-in.
"""

import re

from evidence.language.demands import GERUND, IMPERATIVE, INFINITIVE

_BODIES = (
    r"(?:leaders?|partners?|partnerships?|authorit(?:y|ies)|councils?|trusts?|boards?|icbs?|commissioners?|agencies"
    r"|services|managers|providers|schools|ICB)"
)
_DUTY = re.compile(
    rf"^(?=[A-Z])(?=[^.:;]{{0,140}}?\b(?i:{_BODIES})\b)[^.:;]{{3,160}}?\b(?:should|must|shall|needs?\s+to|ha(?:s|ve)\s+to)\b"
)
_FORMS = (_DUTY, GERUND, INFINITIVE, IMPERATIVE)
_LEADS = re.compile(r"\b(?:by|to|through|must|shall|should|will)\s*:$", re.IGNORECASE)
_SENTENCES = re.compile(r"[a-z)’”\d][.!?;]\s+[A-Z]")


def begins_item(above: str, line: str) -> bool:
    """Whether a line begins a new item, below the text ``above`` of the item or lead-in that is open."""
    if not line[:1].isupper():
        return False
    if _LEADS.search(above):
        return any(form.match(line) for form in _FORMS)
    if _SENTENCES.search(above) or not above.rstrip().endswith((".", ";")):
        return False
    return any(form.match(above) and form.match(line) for form in _FORMS)
