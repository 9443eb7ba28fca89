"""Who may give which command, where the system user is mapped to an account.

A user whom no account names may give them all, as the home folder's files are theirs anyway: these rules keep
people to their role who mean to keep to it, and keep the log's names true.
"""

from collections.abc import Collection
from dataclasses import dataclass

from evidence.errors import Forbidden
from evidence.people.account import Account, Role

READERS = (Role.OFFICER, Role.COORDINATOR, Role.AUDITOR)
DECIDERS = (Role.OFFICER, Role.COORDINATOR)
COORDINATORS = (Role.COORDINATOR,)
LOG_READERS = (Role.COORDINATOR, Role.AUDITOR)
KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
ADMINISTRATORS = (Role.ADMINISTRATOR,)
EVERYONE = tuple(Role)


@dataclass(frozen=True)
class Rule:
    """Who may give a command; and who may, if any of the parameters ``changing`` is given."""

    roles: tuple[Role, ...]
    changing: tuple[str, ...] = ()
    changers: tuple[Role, ...] = ()


def _all(words: str, roles: tuple[Role, ...]) -> dict[str, Rule]:
    return {name.strip(): Rule(roles) for name in words.split(",")}


RULES: dict[str, Rule] = {
    **_all("search, documents, show, links, suggest, measures, trace, coverage, ledger", READERS),
    **_all("saved add, saved delete, saved list, saved look", READERS),
    **_all("inspection list, inspection show, inspection timetables, judgement list, value list", READERS),
    **_all("crosswalk list, pack list, pack show, pack check, pack build, pack diff, pack split", READERS),
    **_all("accept, reject, undecide, undo, link, ingest, retry, watch, reread, reanchor, correct", DECIDERS),
    **_all("withdraw, crosswalk approve, crosswalk reject, crosswalk undecide", DECIDERS),
    **_all("judgement add, judgement undo, value confirm, value correct, value reject, value undo", DECIDERS),
    **_all("inspection request, inspection answer", DECIDERS),
    **_all("measure close, measure edit, measure hand-over, measure merge, measure open", COORDINATORS),
    **_all("measure split, measure undo", COORDINATORS),
    **_all("inspection new, inspection edit, inspection undo", COORDINATORS),
    **_all("pack acknowledge, pack add, pack cited-pages, pack freeze, pack mend, pack move", COORDINATORS),
    **_all("pack new, pack put-back, pack remove, pack rotate, pack supplement, pack undo", COORDINATORS),
    **_all("pack redact add, pack redact list, pack redact propose, pack redact remove", COORDINATORS),
    **_all("log, retention", LOG_READERS),
    **_all("dispose", COORDINATORS),
    **_all("log verify, log receipt, check, health", (*LOG_READERS, Role.ADMINISTRATOR)),
    **_all("serve, reindex, backup, restore", KEEPERS),
    **_all("people list", (*LOG_READERS, Role.ADMINISTRATOR)),
    **_all("people add, people change, people close, people reopen, people link", ADMINISTRATORS),
    **_all("people password, pack verify, pack key", EVERYONE),
    "mark": Rule(READERS, ("marking", "undo", "rules"), DECIDERS),
    "council": Rule(READERS, ("name", "undo", "counts", "apart", "undecide"), COORDINATORS),
    "terms": Rule(READERS, ("added", "left_out", "restore"), DECIDERS),
    "duplicates": Rule(READERS, ("pair", "verdict", "undo"), DECIDERS),
}
"""Every command by its words. A test holds that none is missing; one that is would be refused."""


def refuse(person: Account, command: str, given: Collection[str]) -> None:
    """Raise Forbidden if a person may not give a command with these of its parameters."""
    if not person.open:
        raise Forbidden(f"The account “{person.name}” is closed.", "Ask your administrator.")
    rule = RULES.get(command, Rule(()))
    roles = rule.changers if any(name in given for name in rule.changing) else rule.roles
    if person.role not in roles:
        able = ", ".join(roles) or "nobody"
        raise Forbidden(
            f"`muster {command}` is not for {_an(person.role)}, as {person.name} is.",
            f"Those who may: {able}. Your administrator changes what an account is.",
        )


def _an(role: Role) -> str:
    return f"{'an' if role[0] in 'aeiou' else 'a'} {role}"
