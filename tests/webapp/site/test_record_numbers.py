"""Numbers in addresses."""

import pytest
from web.client import Client


@pytest.mark.parametrize("number", [2**63, 2**64, 10**30])
@pytest.mark.parametrize("path", ["/documents/{}", "/documents/ledger/{}", "/documents/{}/pages/1.png"])
def test_a_number_that_no_record_can_have_is_not_found(client: Client, path: str, number: int) -> None:
    assert client.http.get(path.format(number)).status_code == 404
