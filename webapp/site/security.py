"""What every response carries, and which requests are answered at all."""

import os
import secrets
import socket
from pathlib import Path

from flask import Flask, Response, request

from evidence.errors import HomeError
from evidence.settings import ServeSettings, Settings

EVERY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 -- named, not listened on
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Paths name documents; and the sign-in link's token stands in one.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def install(app: Flask, settings: Settings) -> None:
    """Session cookie, headers, and the names that the site answers to."""
    app.config.update(
        SECRET_KEY=secret_key(settings.home),
        SESSION_COOKIE_NAME="muster",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # A page of another site whose name was rebound to this address still sends its own name.
        TRUSTED_HOSTS=["127.0.0.1", "localhost", "[::1]", *names_of(settings.serve)],
        # The token is tied to the session, and lasts as long.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=1 << 20,
    )
    app.after_request(_add_headers)


def names_of(serve: ServeSettings) -> list[str]:
    """The names that people may open the site by: those configured, and the host's own."""
    return list(dict.fromkeys([*serve.names, *_own_names(serve.host)]))


def name_to_open(serve: ServeSettings) -> str:
    """The name to print: the host's own, which works without a proxy; or, where it listens on every address,
    the first that was configured."""
    return names_of(serve)[0] if serve.host in EVERY_ADDRESS else _own_names(serve.host)[0]


def _own_names(host: str) -> list[str]:
    if host in EVERY_ADDRESS:
        return [socket.gethostname(), socket.getfqdn()]
    return [f"[{host}]" if ":" in host else host]


def secret_key(home: Path) -> bytes:
    """The key that signs sessions: ``home/secret``, readable by its owner alone, made if need be."""
    path = home / "secret"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            key = path.read_bytes()
        else:
            key = secrets.token_bytes(32)
            with os.fdopen(descriptor, "wb") as out:
                out.write(key)
    except OSError as error:
        raise HomeError(
            f"The session key {path} cannot be used: {error.strerror}.",
            "Make the home folder writable, or name another with --home.",
        ) from error
    if len(key) < 32:
        raise HomeError(f"The session key {path} is damaged.", "Delete that file: everyone signs in again.")
    return key


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        # Evidence names children and families: no copy stays behind in a shared computer's cache.
        response.headers["Cache-Control"] = "no-store"
        response.headers.add("Vary", "HX-Request")
    return response
