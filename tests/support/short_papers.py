"""A notice of two demands, and reports that evidence them, as plain texts."""


def notice(year: int = 2020, council: str = "Leeds City Council") -> str:
    return f"""Improvement Notice

To: {council}

This Improvement Notice is being issued due to poor performance in children's services.

The Council must:

- Ensure that strategy discussions with the police take place promptly for all child protection enquiries.
- Reduce the caseloads of social workers in the assessment teams.

Date: 2 March {year}
"""


def report(*paragraphs: str, year: int = 2020, subject: str = "Progress report") -> str:
    """A report whose paragraph 1.1 is evidence for the notice's first demand; ``paragraphs`` follow it."""
    first = "Strategy discussions with the police now take place promptly in nearly all child "
    first += "protection enquiries."
    body = "\n\n".join(f"1.{n} {text}" for n, text in enumerate((first, *paragraphs), start=1))
    return f"""Report of the Director of Children's Services

Executive Board

Date: 22 June {year}

Subject: {subject}

1.0 Main issues

{body}
"""
