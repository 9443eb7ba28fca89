"""What every response carries, and which requests are answered at all."""

import os
import secrets
import socket
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix

from evidence.errors import Forbidden, HomeError
from evidence.settings import ServeSettings, Settings

EVERY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 -- named, not listened on
SAFE = ("GET", "HEAD", "OPTIONS")
HTTPS_FOR = "max-age=31536000"  # a year, in seconds
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    # Paths name documents, and the sign-in link's token stands in one: other sites get nothing. With
    # "no-referrer" browsers would send our own forms, too, without their Origin.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def install(app: Flask, settings: Settings) -> None:
    """Session cookie, headers, and the names that the site answers to."""
    app.config.update(
        SECRET_KEY=secret_key(settings.served),
        SESSION_COOKIE_NAME="muster",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # A page of another site whose name was rebound to this address still sends its own name.
        TRUSTED_HOSTS=["127.0.0.1", "localhost", "[::1]", *names_of(settings.serve)],
        # The token is tied to the session, and lasts as long.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=1 << 20,
    )
    if settings.serve.trusted_proxies:
        many = settings.serve.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=many, x_proto=many, x_host=many)  # type: ignore[method-assign]
    app.session_interface = _Cookies()
    app.before_request(_refuse_other_origins)
    app.after_request(_add_headers)


class _Cookies(SecureCookieSessionInterface):
    """The cookie goes by HTTPS alone wherever the page did."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def _refuse_other_origins() -> None:
    """Nothing is changed for a page of another site, whatever it knows. Raises Forbidden.

    Browsers say where a form comes from, in Sec-Fetch-Site over HTTPS, and in Origin (or, old ones, Referer);
    programs that are no browser say nothing, and need the form's token as everybody does.
    """
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    foreign = site not in (None, "same-origin", "none")
    if foreign or (origin is not None and urlsplit(origin).netloc != request.host):
        raise Forbidden(
            "That came from a page of another site, so nothing was changed.",
            "Open Muster by the address that you always use, and do it there.",
        )


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
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", HTTPS_FOR)
    if request.endpoint != "static":
        # Evidence names children and families: no copy stays behind in a shared computer's cache.
        response.headers["Cache-Control"] = "no-store"
        response.headers.add("Vary", "HX-Request")
    return response
