"""What people send, while the disk that it is kept on is full: they are told so by a page.

waitress would close the connection in the middle, and a browser say that the site cannot be reached.
"""

from contextlib import suppress
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from evidence.home.faults import refusal


class _Refused:
    """In the place of a body for which there was no room: who reads it meets what the system said."""

    def __init__(self, error: OSError) -> None:
        self._error = error

    def append(self, data: bytes) -> None:
        """The rest is taken in, since a browser listens only when it has sent all, and let go."""

    def getfile(self) -> "_Refused":
        return self

    def read(self, size: int = -1) -> bytes:
        """Raises HomeError: of an OSError werkzeug would say that the browser had gone."""
        raise refusal(self._error) or self._error

    readline = read

    def close(self) -> None:
        pass


class _Parser(HTTPRequestParser):
    def received(self, data: bytes) -> int:
        try:
            return int(super().received(data))
        except OSError as error:
            if self.body_rcv is None:
                raise
            receiver: Any = self.body_rcv
            with suppress(OSError):
                receiver.getbuf().close()
            receiver.buf = _Refused(error)
            return int(super().received(data))


class Channel(HTTPChannel):
    """A connection on which the application answers, too, where the body could not be kept."""

    parser_class = _Parser
