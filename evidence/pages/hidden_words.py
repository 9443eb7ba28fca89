"""Why words that a PDF's page holds are not seen on it: what its reader says, and what packs go by.

Words so are no evidence. A pack shows their page as a picture, so that they cannot be copied out of it.
"""

INVISIBLE = "drawn invisibly"
FAINT = "the colour of what is behind them"
COVERED = "under what was drawn over them"
LAYER = "on a layer that is switched off"
TINY = "in type too small to be read"
REDACTED = "under a redaction mark that was not carried out"
CROPPED = "outside the part of the page that is shown"
UNSEEN_TEXT = "hidden text"  # of a text: Word's, a web page's
REASONS = frozenset({INVISIBLE, FAINT, COVERED, LAYER, TINY, REDACTED, CROPPED})
