"""Signing in through the council's OpenID Connect provider: Authlib does the protocol, this says who it is.

Authorization code with PKCE (S256), state and nonce; the ID token's signature, issuer, audience and times are
Authlib's to check. Groups decide the role at every sign-in; a person whose groups are nobody's is refused.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import ConfigError, MusterError, UsageError
from evidence.people.account import name_for
from evidence.reads.accounts import find, of_subject
from evidence.settings import Settings, SsoSettings
from evidence.store import accounts as store
from evidence.store.record import Record
from webapp.people import auth
from webapp.site.request_services import own_services, settings

ACTOR = "single sign-on"
"""What the log calls whoever changes accounts by their groups."""
HOW = "single sign-on"
"""How a session of the provider's begins."""
SECONDS = 10  # that the provider has to answer
SAME_NAME = 50  # people of one name


class SignOnRefused(MusterError):
    """The provider's word signs nobody in."""

    http_status = 403


class ProviderDown(MusterError):
    """The provider does not answer, or not as one does."""

    http_status = 503


def install(app: Flask, given: Settings) -> None:
    """Know the provider, where config.toml names one. Raises ConfigError for a secret that cannot be read."""
    app.extensions["muster_sso"] = _client(app, given.sso) if given.sso.issuer else None


def configured() -> bool:
    """Whether the site has single sign-on."""
    return current_app.extensions["muster_sso"] is not None


def begin() -> ResponseReturnValue:
    """Send the person to the provider. Raises ProviderDown."""
    from requests import RequestException

    try:
        back = url_for("sign_in.sso_back", _external=True)
        sent: ResponseReturnValue = current_app.extensions["muster_sso"].authorize_redirect(back)
    except (RequestException, ValueError) as error:
        raise _down(error) from error
    return sent


def way_out() -> str:
    """Where the provider lets a person end their session with it (OpenID Connect RP-Initiated Logout 1.0).
    "" where it has no such page, or does not answer."""
    from authlib.common.urls import add_params_to_uri
    from requests import RequestException

    try:
        known = current_app.extensions["muster_sso"].load_server_metadata()
    except (RequestException, ValueError):
        return ""
    there = known.get("end_session_endpoint")
    if not isinstance(there, str) or not there.startswith(("https://", "http://")):
        return ""
    # No id_token_hint: the token would have to be kept. The provider asks the person instead.
    return str(add_params_to_uri(there, [("client_id", settings().sso.client_id)]))


def finish() -> auth.Person:
    """Sign in whom the provider sent back. Raises SignOnRefused, ProviderDown."""
    claims = _claims()
    given = settings().sso
    groups = _groups(claims.get(given.groups_claim))
    role = given.role_of(groups)
    record = own_services().record.acting_as(ACTOR)
    subject = f"{given.issuer} {claims['sub']}"
    found = of_subject(record.db, subject)
    if role is None:
        told = f"refused: in no group that may use Muster ({len(groups)} groups)"
        auth.sessions().tell(told, found.name if found else "", request.remote_addr or "")
        raise SignOnRefused(
            "Your council's sign-on knows you, but none of your groups may use Muster.",
            "Ask your administrator to put you in one.",
        )
    cleared = bool(groups & set(given.cleared))
    if found is None:
        name = _name(record, claims, given)
        found = store.add(record, name, role, cleared=cleared, subject=subject)
    elif found.open:
        found = store.change(record, found.name, role=role, cleared=cleared)
    if not found.open:
        auth.sessions().tell("refused: the account is closed", found.name, request.remote_addr or "")
        raise SignOnRefused("Your account in Muster is closed.", "Ask your administrator.")
    return auth.sign_in_as(found, HOW)


def _client(app: Flask, given: SsoSettings) -> Any:
    from authlib.integrations.flask_client import OAuth

    secret = _secret(given)
    return OAuth(app).register(
        "muster",
        server_metadata_url=given.issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_id=given.client_id,
        client_secret=secret or None,
        client_kwargs={
            "scope": given.scope,
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_basic" if secret else "none",
            "default_timeout": SECONDS,
        },
    )


def _secret(given: SsoSettings) -> str:
    if given.client_secret_env:
        if secret := os.environ.get(given.client_secret_env, ""):
            return secret
        raise ConfigError(f"${given.client_secret_env} is not set.", "Set it to the client's secret.")
    if not given.client_secret_file:
        return ""
    try:
        return Path(given.client_secret_file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"The secret in {given.client_secret_file} cannot be read.",
            "Correct client_secret_file under [sso], or the file's permissions.",
        ) from error


def _claims() -> Mapping[str, Any]:
    """What the provider says of the person, checked."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    client, given = current_app.extensions["muster_sso"], settings().sso
    try:
        token = client.authorize_access_token(
            claims_options={"iss": {"essential": True, "value": given.issuer}}
        )
        claims = dict(token["userinfo"])
        if given.groups_claim not in claims:
            more = client.userinfo(token=token)
            if more.get("sub") != claims.get("sub"):
                raise ValueError("another person's")
            claims = {**more, **claims}
    except RequestException as error:
        raise _down(error) from error
    except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
        kind = type(error).__name__
        auth.sessions().tell(f"refused: single sign-on ({kind})", "", request.remote_addr or "")
        raise SignOnRefused(
            "That sign-in is not good: it was used before, is too old, or was not begun here.", "Start again."
        ) from error
    if not claims.get("sub"):
        raise SignOnRefused("Your council's sign-on does not say who you are.", "Tell your IT officer.")
    return claims


def _down(error: Exception) -> ProviderDown:
    kind = type(error).__name__
    auth.sessions().tell(f"single sign-on does not answer ({kind})", "", request.remote_addr or "")
    return ProviderDown(
        "Your council's single sign-on does not answer.",
        "Try again later, or sign in with a password or a link of your administrator's.",
    )


def _groups(said: object) -> set[str]:
    if isinstance(said, str):
        return {said}
    return {one for one in said if isinstance(one, str)} if isinstance(said, list) else set()


def _name(record: Record, claims: Mapping[str, Any], given: SsoSettings) -> str:
    """What the log is to call a new person: nobody else's name."""
    for claim in (given.name_claim, "preferred_username", "email", "sub"):
        try:
            name = name_for(str(claims.get(claim) or "")[:50])
        except UsageError:
            continue
        for number in range(1, SAME_NAME):
            free = name if number == 1 else f"{name} {number}"
            if find(record.db, free) is None:
                return free
    raise SignOnRefused("Your council's sign-on gives no name for you.", "Tell your IT officer.")
