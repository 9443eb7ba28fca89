"""The only DDL: named, ordered migrations, one a file. Tables are strict; nothing creates columns on the fly.

A new migration is a new file, imported here after the others: they run in the order of their import.
"""

from evidence.schema import m001_the_record as m001_the_record
from evidence.schema.migrations import migrations as migrations
