"""The server: as many threads as configured, and an end in which nobody is cut off."""

import ctypes
import logging
import signal
import sys
import threading
import time
from typing import Any

from flask import Flask

from evidence.settings import Settings
from evidence.store.opening import held_open
from evidence.store.sessions import NAME as SESSIONS

TICK = 0.05  # seconds between two looks at what is still being answered
M_TRIM_THRESHOLD, M_ARENA_MAX = -1, -8  # glibc's names, of malloc.h
ARENAS = 2
"""Places that glibc takes memory for threads from. Each keeps what its threads gave back; with its default of
eight a processor a server of ten threads held a third more after some minutes than it used."""
SPARE = 1 << 20
"""Bytes at the end of memory that are given back to the system once they are free."""

log = logging.getLogger(__name__)


def fit_for_threads() -> None:
    """Have what one thread gave back used by the others, or by the system."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):  # not in every C library
        libc.mallopt(M_ARENA_MAX, ARENAS)
        libc.mallopt(M_TRIM_THRESHOLD, SPARE)


class Server:
    """waitress over the site. Stopped by SIGTERM it takes no new request, answers those it has, and ends.

    Raises OSError if the address cannot be used.
    """

    def __init__(self, app: Flask, settings: Settings) -> None:
        from waitress.server import create_server

        from webapp.site.bodies import Channel

        serve = settings.serve
        self._held = (settings.database, settings.served / SESSIONS)
        self._grace = serve.stop_seconds
        self._channels: dict[int, Any] = {}  # what waitress listens to and speaks on
        self._ending = threading.Event()
        self._server = create_server(
            app,
            map=self._channels,
            host=serve.host,
            port=serve.port,
            threads=max(1, serve.threads),
            ident=None,
            max_request_body_size=(serve.max_upload_mb + 1) << 20,
            # Where a proxy is trusted, webapp.site.security judges what it says.
            clear_untrusted_proxy_headers=not serve.trusted_proxies,
        )
        for each in self._channels.values():
            if hasattr(each, "channel_class"):
                each.channel_class = Channel

    def run(self) -> None:
        """Serve until Ctrl+C or SIGTERM. In the main thread, which signals reach."""
        before = signal.signal(signal.SIGTERM, lambda number, frame: self.stop())
        try:
            with held_open(*self._held):
                self._server.run()
        finally:
            signal.signal(signal.SIGTERM, before)
            self._server.close()

    def stop(self) -> None:
        """End once what was asked is answered; asked again, at once."""
        if self._ending.is_set():
            raise KeyboardInterrupt
        self._ending.set()
        # A shell starts what it runs in the background with Ctrl+C ignored; `_end` needs it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        log.info("stopping")
        for each in self._channels.values():
            if hasattr(each, "in_connection_overflow"):  # it listens for new connections
                each.accepting = False
        threading.Thread(target=self._end, daemon=True).start()

    def _end(self) -> None:
        until = time.monotonic() + self._grace
        while time.monotonic() < until and self._answering():
            time.sleep(TICK)
        main = threading.main_thread().ident
        if main is not None:
            signal.pthread_kill(main, signal.SIGINT)

    def _answering(self) -> bool:
        """Whether a request is under way, or an answer not yet sent."""
        return any(
            getattr(each, "requests", None)
            or getattr(each, "request", None)
            or getattr(each, "total_outbufs_len", 0)
            for each in list(self._channels.values())
        )
