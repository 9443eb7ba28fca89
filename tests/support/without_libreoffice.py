"""A machine that LibreOffice is not installed on."""

import os

import pytest

from evidence.pages import libreoffice


def uninstall_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it were not there: a test cannot take the package away from the machine it runs on."""
    monkeypatch.setattr(libreoffice, "_PLACES", ())
    monkeypatch.setenv("PATH", os.devnull)
