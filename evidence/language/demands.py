"""Demands without "must", by how they begin: an imperative, a gerund after "by:", a direction's "To …"."""

import re

_VERBS = (
    r"accept|achieve|act|address|adopt|agree|align|allocate|allow|analyse|apply|appoint|arrange|assess|assign|assure|attend"
    r"|audit|bring|build|cap|capture|carry|cease|challenge|clarify|clear|close|commission|complete|comply|conduct|confirm"
    r"|consult|continue|contribute|co-?operate|co-?ordinate|create|cut|decrease|define|deliver|demonstrate|deploy|design|determine"
    r"|develop|double|draw|eliminate|embed|employ|enable|end|engage|enhance|ensure|establish|evaluate|evidence|expand|explain|extend|fill|finalise|find|focus"
    r"|follow|fund|give|grow|halve|have|help|hold|identify|implement|improve|increase|inform|introduce|invest|invite"
    r"|involve|integrate|keep|launch|lead|learn|limit|listen|lower|maintain|make|manage|meet|monitor|maximise|minimise|move|negotiate|notify|obtain|offer|open"
    r"|operate|organise|oversee|pay|plan|prepare|prevent|prioritise|procure|produce|promote|protect|provide|publish|pursue|put"
    r"|raise|rebuild|reach|record|recruit|redesign|reduce|refresh|remove|reorganise|replace|report|resolve|respond"
    r"|restore|restructure|retain|review|revise|ring-?fence|roll|scrutinise|secure|see|seek|send|set|share|shorten|show|simplify|speed|spend|stabilise|standardise|stop"
    r"|strengthen|submit|supply|support|suspend|sustain|tackle|take|test|track|train|transfer|treble|undertake|update|use|verify"
    r"|visit|widen|work|write"
)
_ADVERBS = r"(?:(?:\w+ly|further|also|then)\s+(?:and\s+)?)?"
IMPERATIVE = re.compile(
    rf"^\W*{_ADVERBS}(?:{_VERBS})\b(?!\s+(?:is|are|was|were|will|has|have|may|by)\b)", re.I
)
GERUND = re.compile(
    rf"^\W*{_ADVERBS}(?!(?:during|following|according|regarding|concerning|including|being|having|pending|nothing|anything"
    r"|something|everything|notwithstanding)\b)"
    r"[a-z]{2,}ing\s+(?!(?:is|are|was|were|will|has|have|may)\b)\w+",
    re.IGNORECASE,
)
INFINITIVE = re.compile(rf"^\W*to\s+{_ADVERBS}(?:not\s+)?[a-z]{{2,}}\b", re.IGNORECASE)
# "The Board to publish a threshold document": somebody is to do something, without a verb before it.
_FINITE = (
    r"is|are|was|were|has|have|had|will|would|may|might|can|could|shall|should|must|did|does|do|fail(?:s|ed)?"
    r"|continues?|needs?|seeks?|wish(?:es)?|intends?|plans?|expects?|agreed|began|due|order|able|unable|likely"
    r"|right|duty|power|powers|how|when|whether|what|which|who|that|in\s+relation|relating|regard|according"
    r"|addition|response|subject|pursuant|want(?:s|ed)?|need|led|leads?|helps?|comes?"
)
SUBJECT_TO = re.compile(
    rf"^\W*(?!(?:in|at|on|from|with|where|if|as|for|this|it|there)\b)(?:(?!\b(?:{_FINITE})\b)[^.;:|]){{3,110}}?\s(?:not\s+)?to\s+"
    r"(?!be\s+\w+[^.;,]{0,60}\b(?:is|are|was|were|will|shall|has|have)\b)"  # "steps to be taken are below"
    rf"(?:not\s+|also\s+)?(?:be|have|exceed|chair|{_VERBS})\b",
    re.IGNORECASE,
)
