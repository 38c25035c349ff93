from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.registers import network as networks
from app.data.registers.network import Network, RegisterFault
from tests.data.registers.stand_in import StandIn, stand_in


@pytest.fixture
def host() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


def test_requests_to_one_host_are_a_second_apart(host: StandIn) -> None:
    waited: list[float] = []
    host.fault("/x", 200, b"1")
    network = Network(
        sleep=waited.append, stand_ins={"news.example.org": host.address, "api.govinfo.gov": host.address}
    )
    for name in ("news.example.org", "news.example.org", "api.govinfo.gov"):
        assert network.json(f"https://{name}/x") == 1
    assert len(waited) == 1
    assert 0 < waited[0] <= 1


def test_a_busy_host_is_asked_again_after_a_wait_that_it_may_name(host: StandIn) -> None:
    waited: list[float] = []
    network = Network(pause=0, sleep=waited.append, stand_ins={"news.example.org": host.address})
    host.fault("/x", 503, b"", Retry_After="7")
    with pytest.raises(RegisterFault, match="answers 503"):
        network.get("https://news.example.org/x")
    host.fault("/x", 500, b"")
    with pytest.raises(RegisterFault, match="answers 500"):
        network.get("https://news.example.org/x")
    assert waited == [7, 7, 2, 4]
    assert len(host.asked) == 6


def test_a_host_cannot_ask_for_an_endless_wait(host: StandIn) -> None:
    waited: list[float] = []
    host.fault("/x", 429, b"", Retry_After="999999")
    with pytest.raises(RegisterFault, match="takes no more requests"):
        Network(pause=0, sleep=waited.append, stand_ins={"news.example.org": host.address}).get(
            "https://news.example.org/x"
        )
    assert waited == [60, 60]


def test_an_answer_that_drips_is_given_up_and_one_that_is_cut_short_is_a_fault(host: StandIn) -> None:
    host.answers["/x"] = lambda _query: (200, {}, (b" " for _ in iter(lambda: time.sleep(0.01), 0)))
    slow = Network(pause=0, longest=0.1, sleep=lambda _seconds: None, stand_ins={"news.example.org": host.address})
    with pytest.raises(RegisterFault, match=r"news.example.org answers too slowly: not whole after 0.1 seconds"):
        slow.get("https://news.example.org/x")
    assert len(host.asked) == 1
    host.answers["/x"] = lambda _query: (200, {"Content-Length": "100"}, iter([b"[1"]))
    with pytest.raises(RegisterFault, match="cannot be reached: IncompleteRead"):
        host.network().get("https://news.example.org/x")


def test_what_has_not_changed_has_no_content(host: StandIn) -> None:
    host.fault("/x", 304)
    assert host.network().get("https://news.example.org/x", etag='"a"').content is None
    assert host.asked[0][1]["If-None-Match"] == '"a"'
    assert host.asked[0][1]["User-Agent"] == networks.AGENT


@pytest.mark.parametrize("address", ["http://news.example.org/", "file:///etc/passwd", "ftp://x/", "", "https://"])
def test_only_https_is_asked(address: str, tmp_path: Path) -> None:
    with pytest.raises(RegisterFault, match="is no https address"):
        Network(pause=0, sleep=lambda _seconds: None).get(address)
    assert not list(tmp_path.iterdir())


def test_a_host_that_cannot_be_reached_is_tried_again_after_ever_longer_waits() -> None:
    waited: list[float] = []
    network = Network(pause=0, sleep=waited.append, stand_ins={"news.example.org": "http://127.0.0.1:9"})
    with pytest.raises(RegisterFault, match=r"news\.example\.org cannot be reached: "):
        network.get("https://news.example.org/x")
    assert waited == [2, 4]
