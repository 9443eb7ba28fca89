"""Single sign-on: where the provider is, and what the groups that it tells make of a person."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.people.account import Role

LOCAL = ("http://127.0.0.1", "http://localhost")


@dataclass(frozen=True)
class SsoSettings:
    """[sso] of config.toml. Without an ``issuer`` there is none. The client's secret is in a file or an
    environment variable; ``officers`` and so on are names of groups, as the provider gives them."""

    issuer: str = ""
    client_id: str = ""
    client_secret_file: str = ""
    client_secret_env: str = ""
    scope: str = "openid profile email"
    name_claim: str = "name"
    groups_claim: str = "groups"
    officers: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    auditors: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()

    def role_of(self, groups: set[str]) -> Role | None:
        """What a person's groups make them; None where no group is named. Of several, the first of these."""
        mapped = (
            (Role.ADMINISTRATOR, self.administrators),
            (Role.COORDINATOR, self.coordinators),
            (Role.AUDITOR, self.auditors),
            (Role.OFFICER, self.officers),
        )
        return next((role for role, named in mapped if groups & set(named)), None)

    def problems(self) -> Iterator[tuple[str, str, str]]:
        """What cannot be safe or cannot work: the key, what is wrong with it, what to do."""
        if self.issuer and not self.issuer.startswith(("https://", *LOCAL)):
            yield "issuer", "must begin with https://.", "Give the provider's address."
        if self.issuer and not self.client_id:
            yield "client_id", "is missing.", "Give what the provider calls Muster."
