"""Facts of language, each defined once. Pure; reading, linking and search all use them.

Words, stems, folded letters (words, stems, terms); acronyms; what OCR misreads (misreadings); months, dates
and periods; units, comparators and quantities; indicator codes; sections of Acts (statutes); the set phrases
of letters; people's names, titles and offices; how a passage is cited (citations).
"""
