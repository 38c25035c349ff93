"""Files travel once and packed."""

from __future__ import annotations

import gzip
import re

import pytest
from flask.testing import FlaskClient

from app.bundle import linked
from app.dashboard.delivery import PAGE
from tests.conftest import TARIFFS
from tests.dashboard.test_application import client_of


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of(TARIFFS)


def addresses(client: FlaskClient) -> list[str]:
    return re.findall(r'"(/files/[0-9a-f]{12}/[a-z.]+)"', client.get("/").get_data(as_text=True))


def script_of(client: FlaskClient) -> str:
    return next(address for address in addresses(client) if address.endswith("timeline.js"))


def test_a_browser_keeps_every_file_of_the_page(client: FlaskClient) -> None:
    found = addresses(client)
    assert {address.rpartition("/")[2] for address in found} == {"plotly.js", "timeline.js"}
    for address in found:
        assert client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_page_itself_is_asked_for_anew(client: FlaskClient) -> None:
    assert "max-age" not in client.get("/").headers.get("Cache-Control", "")


@pytest.mark.parametrize("kind", ["/", "script", "/healthz"])
def test_texts_are_packed_for_those_who_can_unpack_them(client: FlaskClient, kind: str) -> None:
    address = script_of(client) if kind == "script" else kind
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    if kind == "/healthz":
        assert packed.data == plain.data  # too short to gain anything
    else:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data)[:2_000] == plain.data[:2_000]  # Dash puts a new secret into each page
        assert len(packed.data) < len(plain.data) / 2
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("address", ["/files/000000000000/timeline.js", "/files/a/b"])
def test_no_other_file_is_served(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_script_is_the_chart_and_the_page_around_it(client: FlaskClient) -> None:
    script = client.get(script_of(client)).get_data(as_text=True)
    assert script == linked("page/dashboard.js", PAGE)


@pytest.mark.parametrize("kind", ["/", "script"])
@pytest.mark.parametrize("accepted", ["gzip;q=0", "br", "identity"])
def test_nothing_is_packed_for_those_who_refuse_it(client: FlaskClient, kind: str, accepted: str) -> None:
    address = script_of(client) if kind == "script" else kind
    answer = client.get(address, headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]
