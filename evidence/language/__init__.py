"""Facts of language, each defined once. Pure; reading, linking and search all use them.

Words, stems, folded letters, acronyms, OCR damage; dates and periods; units, comparators and indicator codes;
the set phrases of letters; how a passage is cited.
"""
