"""The words by which notices and directions open, lead into, lay and close what they demand."""

import re

_BODY = r"(?:council|authority|trust|local authority|LA|partners?|partnership)"
_MODAL = (
    r"(?:must|shall|should|will|is\s+to|are\s+to|ought\s+to|needs?\s+to|(?:is|are)\s+(?:also\s+)?"
    r"(?:required|expected|directed|asked|needed)(?:\s+to)?)"
)
DUTY = re.compile(rf"\b{_BODY}\b[^.:;]{{0,120}}?\b{_MODAL}\b", re.IGNORECASE)
# In today's numbered notices the plan and the board have duties too; what the Department will do is none.
NUMBERED_DUTY = re.compile(r"\b(?:plan|board|chair)\b[^.:;]{0,60}?\b(?:must|shall|should)\b", re.IGNORECASE)
CONSEQUENCE = re.compile(
    r"^(?:should|if|where)\s+(?:the|ministers)\b|^failure\b|\bunwilling\s+or\s+unable\b"
    r"|\bremains?\s+in\s+(?:place|force)\b",
    re.IGNORECASE,
)
# These open the demands as a whole; the second lot open a list of them, maybe below a theme.
OPENS_ALL = re.compile(
    r"following\s+(?:\w+\s+){0,3}?(?:measure|action|step|requirement"
    r"|improvement)\w*(?:\(s\))?.{0,60}(?:comply|needed|required)"
    r"|(?:in\s+order\s+)?to\s+comply\s+with\s+(?:this|the)\s+(?:\w+\s+){0,2}(?:notice|direction)"
    r"|\b(?:hereby\s+)?directs?\s+(?:the\s+)?\w+.*(?:as\s+follows|to)\b.{0,60}:?$"
    rf"|\b(?:hereby\s+)?directs?\s+(?:the\s+)?(?:[\w'’-]+\s+){{0,5}}{_BODY}\s*:$",
    re.IGNORECASE,
)
OPENS = re.compile(
    rf"^(?:the\s+)?(?:[\w’'-]+\s+){{0,3}}{_BODY}\s+to\s*:$|\b{_BODY}\s+(?:\([^)]*\)\s+)?{_MODAL}(?:\s+take\s+(?:action|steps))?(?:\s+to)?\s*:?$"
    rf"|\b{_BODY}\b[^.:;]{{0,60}}?\b{_MODAL}\s+(?:\w+\s+){{0,2}}?(?:take|do|make|secure|deliver|achieve|complete"
    r"|carry\s+out|implement|undertake|meet|address|put\s+in\s+place)\b[^.:;]{0,40}?\bfollowing\b[^.:;]{0,100}:$",
    re.IGNORECASE,
)
# "You will secure improvement by:" opens a list of gerunds.
OPENS_BY = re.compile(
    rf"\b(?:you|{_BODY})\b[^.:;]{{0,80}}?\b{_MODAL}\b(?![^.:;]*\b(?:assess|review|monitor|measur|judg)\w*)[^.:;]{{0,100}}"
    r"\b(?:by|through)\s*:$",
    re.IGNORECASE,
)
BARE_BY = re.compile(r"^by\s*:$", re.IGNORECASE)
DEADLINE = re.compile(r"^(?:by|for|before)\s+(?:the\s+)?(?:end\s+of\s+)?[\w /]{4,24}:?$", re.IGNORECASE)
OPENING_HEADING = re.compile(
    rf"^(?:what\s+(?:the\s+)?{_BODY}\s+{_MODAL}\b.*|(?:the\s+)?(?:actions?|measures?|improvements?"
    rf"|requirements?)"
    rf"(?:\s+(?:required|needed|to\s+be\s+taken|of\s+(?:this|the)\s+notice|(?:by|of)\s+the\s+{_BODY}))*|requirements?"
    rf"|steps\s+(?:required|to\s+be\s+taken)\s+(?:by|of)\s+the\s+{_BODY}"
    r"|improvement\s+measures?"
    r"|(?:theme|priority|requirement|objective)\s+(?:[A-Z]|\d{1,2}|[IVX]{1,4})\s*[:.–—-].{3,90})$",
    re.IGNORECASE,
)
CLOSES = re.compile(
    r"\b(?:will|shall)\s+be\s+(?:assessed|reviewed|monitored|measured|supplemented)\b"
    r"|^failure\s+to\s+comply|\bdoes\s+not\s+comply\b"
    r"|^(?:should|if|where)\s+the\s+\w+\s+(?:be|is|fails?|does)\b|\bunwilling\s+or\s+unable\b|^signed\b"
    r"|\b(?:basis\s+of|based\s+on|contained\s+in|rests\s+on)\b.{0,60}:?$|\bduration\s+of\s+(?:the|this)\b"
    r"|\b(?:remains?|stays?|continues?)\s+in\s+(?:place|force|effect)\b|^by\s*:$|\b(?:interim|progress)\s+reviews?\b.{0,80}:$",
    re.IGNORECASE,
)
CLOSING_HEADING = re.compile(
    rf"^(?:(?:actions?|steps?)\s+(?:required|to\s+be\s+taken)\s+(?:by|of)\s+the\s+(?!{_BODY}\b).*"
    r"|how\s+(?:improvement|progress|this|the|long)\b.*|(?:assess|review|monitor|measur)\w*(?:\s+(?:of"
    r"|and|progress|improvement)\b.*)?"
    r"|(?:progress|improvement)\s+(?:review|assess|monitor)\w*.*|failure\s+to.*|if\s+the\b.*"
    r"|consequences?\b.*|duration\b.*"
    r"|(?:non-?)?compliance\b.*|background|introduction|reasons?\b.*|what\s+th(?:is|e)\s+\w+\s+(?:rests"
    r"|is\s+based)\b.*|term\b.*"
    r"|lifting\b.*|evidence\b.*|explanatory\b.*|interpretation|definitions)$",
    re.IGNORECASE,
)
FOLLOWING = re.compile(
    r"\bas\s+follows\s*:$|\bfollowing\b(?:\s+[\w'’-]+){0,4}\s*[:.]$|\bfollowing\s+(?:[\w'’-]+\s+){0,4}"
    r"(?:outcome|indicator|measure|action|target|area|requirement|step|improvement|objective)s?\b[^.]*:$",
    re.IGNORECASE,
)
# "must take the actions set out below.", before a list or a table of them.
SET_BELOW = re.compile(
    r"\b(?:action|measure|requirement|step|target|improvement|condition)s?\b(?:\s+[\w'’-]+){0,4}?\s+"
    r"(?:below|(?:in|at)\s+(?:the\s+)?(?:table|annex|schedule|appendix)(?:\s+\w{1,2})?"
    r"(?:\s+(?:below|to\s+this\s+\w+))?)\s*[.:]$",
    re.IGNORECASE,
)
STEM_END = re.compile(
    rf"\b(?:it|they|{_BODY})\b[^.:;]{{0,100}}\b(?:{_MODAL}|to)(?:,?\s+(?:also|therefore|ensure(?:\s+that)?"
    rf"|take\s+(?:action|steps)"
    r"(?:\s+to)?|do\s+the\s+following|have|as\s+a\s+minimum|(?:by|within|before|no\s+later\s+than)\s+[\w\s]{3,35}))*,?\s*:$",
    re.IGNORECASE,
)
BY = re.compile(r"\bby\s+(?:the\s+end\s+of\s+)?(?:\d{1,2}\s+)?[A-Z]\w+\s+(?:19|20)\d\d(?=[^.]{0,20}:$)")
PRINTED = re.compile(
    r"^[A-Z]{1,2}\d{1,2}(?:\.\d{1,2})?[.):]?\s+(?=[A-Z])"
)  # "A1", where structure saw no label
COMPLIES = re.compile(
    r"^\W*the\s+\w+\s+(?:must|shall)\s+comply\s+with\s+(?:the\s+terms\s+of\s+)?this\s+(?:direction|notice)\b",
    re.IGNORECASE,
)
IN_PARTICULAR = re.compile(r"[.;,]?\s*\bin\s+particular\s*[,:]?\s*$", re.IGNORECASE)
_OTHERS = (
    r"(?:secretary\s+of\s+state|ministers?|department|officials?|dfe|ofsted|(?:improvement\s+)?advis[eo]rs?"
    r"|commissioners?|experts?|inspectors?)"
)
# "The Commissioner is expected to:" opens a list of what somebody else will do.
OTHERS_LIST = re.compile(
    rf"^\W*(?:the\s+)?(?:[\w’'-]+\s+){{0,3}}{_OTHERS}\b(?![^.:;]*\b{_BODY}\b)[^.:;]{{0,80}}?\b(?:{_MODAL}|to)\b[^.;]{{0,60}}:$",
    re.IGNORECASE,
)
# Among the demands, what a sentence says "must" be so is one, whatever it is said of, but for what others do.
ANY_DUTY = re.compile(
    rf"^\W*(?!(?:[\w’'-]+\s+){{0,3}}(?:{_OTHERS}|notice|direction|reviews?)\b)[^.:;]{{3,100}}?\b(?:must|shall)\b",
    re.IGNORECASE,
)
# "Caseloads should be no higher than 18" is a demand too, where it sets a target.
ANY_SHOULD = re.compile(ANY_DUTY.pattern.replace("must|shall", "should|ought"), re.IGNORECASE)
# So is what a numbered paragraph says "is to" be.
ANY_IS_TO = re.compile(ANY_DUTY.pattern.replace(r"(?:must|shall)", r"(?:is|are)\s+to"), re.IGNORECASE)
UNTOLD_DUTY = re.compile(f"{DUTY.pattern}|{ANY_DUTY.pattern}", re.IGNORECASE)
PURPOSE = re.compile(
    r"^\W*this\s+(?:\w+\s+){0,2}(?:notice|direction|letter)\s+(?:sets?\s+out|describes?|explains?|lists?|records?)\b",
    re.IGNORECASE,
)
ANOTHERS = re.compile(
    rf"\b(?:adviser|advisor|commissioner|chair|board|plan),?\s+(?:who|which|that)\s+{_MODAL}\s*:$",
    re.IGNORECASE,
)  # what follows is another's to do
LEADS = re.compile("|".join(p.pattern for p in (OPENS_ALL, STEM_END, OPENS)), re.IGNORECASE)
LIST_END = re.compile(r"\s*(?:[;,]\s*(?:and|or)?|\s+and)\s*$")
