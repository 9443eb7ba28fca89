"""Lines of the log that lost their words because what they told of was disposed of.

Such a line keeps its number, time, person, action and hash, so that the chain goes on. A row says which hash
what is left of it has; that row is stated under the event of the disposal, which the chain covers. So a line
that somebody emptied by other means is found, as is one that was changed after the disposal.
"""

from sqlite_utils import Database

from evidence.home import statements

TABLE = "disposed_lines"
NEWEST = "SELECT digest FROM statements WHERE name = ? AND key = ? ORDER BY event DESC LIMIT 1"


def left(db: Database) -> dict[int, tuple[str, str]]:
    """By event: the hash of what is left of the line, and that over its statements; as the log states it."""
    if TABLE not in statements.tables(db):
        return {}
    found = {}
    for key, row in statements.rows(db, TABLE):
        stated = db.execute(NEWEST, [TABLE, key]).fetchone()
        if stated and stated[0] == statements.stated(TABLE, row)[0]:
            found[int(key)] = (str(row.get("line", "")), str(row.get("states", "")))
    return found
