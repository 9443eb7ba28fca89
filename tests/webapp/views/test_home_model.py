"""The first page says when the field's model of words is not there."""

from pathlib import Path

import pytest
from web.client import Client

from evidence.linking import field_model


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Muster as it is where its model was lost."""
    monkeypatch.setattr(field_model, "SHIPPED", tmp_path / "field_model.npz")
    field_model.shipped.cache_clear()
    yield
    field_model.shipped.cache_clear()


@pytest.mark.usefixtures("elsewhere")
def test_a_lost_model_is_said_on_the_first_page(client: Client):
    assert "field_model.npz) is missing. Links are suggested from words alone" in client.get("/").text


def test_nothing_is_said_where_it_is_there(client: Client):
    assert "model of words" not in client.get("/").text
