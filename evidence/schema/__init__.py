"""The only DDL: named, ordered migrations, one a file. Tables are strict; nothing creates columns on the fly.

A new migration is a new file, imported here after the others: they run in the order of their import.
"""

from evidence.schema import m001_the_record as m001_the_record
from evidence.schema import m002_enclosures as m002_enclosures
from evidence.schema import m003_ways_in as m003_ways_in
from evidence.schema import m004_rereading as m004_rereading
from evidence.schema import m005_saved_searches as m005_saved_searches
from evidence.schema import m006_understanding as m006_understanding
from evidence.schema import m007_columns as m007_columns
from evidence.schema import m008_left_out as m008_left_out
from evidence.schema import m009_ratings_alone as m009_ratings_alone
from evidence.schema import m010_councils as m010_councils
from evidence.schema import m011_regardless as m011_regardless
from evidence.schema import m012_comparing as m012_comparing
from evidence.schema import m013_statements as m013_statements
from evidence.schema import m014_successions as m014_successions
from evidence.schema import m015_answers as m015_answers
from evidence.schema import m016_crosswalks as m016_crosswalks
from evidence.schema import m017_match_terms as m017_match_terms
from evidence.schema import m018_views as m018_views
from evidence.schema import m019_standing as m019_standing
from evidence.schema import m020_acknowledgements as m020_acknowledgements
from evidence.schema import m021_value_decisions as m021_value_decisions
from evidence.schema import m022_kept_registers as m022_kept_registers
from evidence.schema import m023_pack_items as m023_pack_items
from evidence.schema import m024_timetables as m024_timetables
from evidence.schema import m025_measure_updates as m025_measure_updates
from evidence.schema import m026_measure_edits as m026_measure_edits
from evidence.schema import m027_entered_judgements as m027_entered_judgements
from evidence.schema import m028_freezings as m028_freezings
from evidence.schema import m029_references as m029_references
from evidence.schema import m030_redactions as m030_redactions
from evidence.schema import m031_noted_values as m031_noted_values
from evidence.schema import m032_accounts as m032_accounts
from evidence.schema import m033_scanned_words as m033_scanned_words
from evidence.schema import m034_retagged as m034_retagged
from evidence.schema import m035_markings as m035_markings
from evidence.schema import m036_disposals as m036_disposals
from evidence.schema import m037_waiting as m037_waiting
from evidence.schema import m038_in_parts as m038_in_parts
from evidence.schema import m039_offered_again as m039_offered_again
from evidence.schema.migrations import migrations as migrations
