"""What the server refuses, the headers of its answers, and that the page lives within them."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import http.client
import json
import logging
import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from app.analysis.tabs import TABS
from app.dashboard.application import create_app
from app.dashboard.security import MAX_BODY
from app.dashboard.server import OneLine
from app.dashboard.snapshot import Repository
from tests.conftest import TARIFFS, TODAY
from tests.dashboard.calls import CALLBACKS, call
from tests.dashboard.test_reading import SUMMONS, open_page

INSIDE = re.compile(rb"Traceback|site-packages|File \"|/app/|/home/|/tmp/|\.py\b")


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    served: FlaskClient = create_app(Repository.of(TARIFFS), lambda: TODAY).server.test_client()
    return served


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/edition", 200),
        ("/healthz", 200),
        ("/assets/page/base.css", 200),
        ("/_dash-dependencies", 200),
        ("/nowhere", 404),
        (CALLBACKS, 404),
    ],
)
def test_every_answer_carries_the_headers(client: FlaskClient, path: str, status: int) -> None:
    with client.get(path) as answer:
        assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy.partition("style-src")[0]
    assert "unsafe-eval" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_policy_knows_the_inline_scripts_of_the_page_and_no_others(client: FlaskClient) -> None:
    page = client.get("/")
    policy = page.headers["Content-Security-Policy"]
    inline = re.findall(r"<script(?![^>]*(?:src|json))[^>]*>(.+?)</script>", page.get_data(as_text=True), re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    assert len(hashes) == 3  # the theme, what starts the page, and what starts Dash
    assert sorted(re.findall(r"'sha256-([^']+)'", policy)) == sorted(hashes)


def test_the_page_lives_within_its_policy_on_every_tab(page: Page, address: str) -> None:
    page.add_init_script("document.addEventListener('securitypolicyviolation', (v) => console.error(v.blockedURI))")
    # The fixture fails the test on any error in the console.
    for tab in TABS:
        if tab == "method":  # which draws nothing
            page.goto(f"{address}?tab=method")
            page.get_by_role("heading", name="How it is coded").wait_for()
        else:
            open_page(page, address, f"tab={tab}&event={SUMMONS}")


def test_a_script_that_got_into_the_page_would_not_run(browser: Browser, address: str) -> None:
    page = browser.new_page()
    open_page(page, address)
    ran = page.evaluate(
        """async () => {
            const add = (name, parts) => document.body.append(Object.assign(document.createElement(name), parts));
            add('script', { textContent: 'window.ran = 1' });
            add('div', { innerHTML: '<img src="data:," onerror="ran = 2"><a id="a" href="javascript:ran = 3">x</a>' });
            document.getElementById('a').click();
            setTimeout('ran = 4');
            await new Promise((done) => setTimeout(done, 200));
            return window.ran ?? 0;
        }"""
    )
    assert ran == 0
    page.close()


def test_no_page_elsewhere_can_frame_read_or_ask(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.route("http://evil.example/*", lambda route: route.fulfill(content_type="text/html", body="<body></body>"))
    page.goto("http://evil.example/")
    found = page.evaluate(
        """async (address) => {
            const frame = Object.assign(document.createElement('iframe'), { src: address });
            await new Promise((done) => { frame.onload = done; document.body.append(frame); });
            const tried = async (path, options) => {
                try { return await (await fetch(address + path, options)).text(); } catch { return 'refused'; }
            };
            const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' };
            return [await tried('edition'), await tried('_dash-update-component', post), window.frames.length];
        }""",
        address,
    )
    assert found[:2] == ["refused", "refused"]
    assert page.frames[1].url == "chrome-error://chromewebdata/"
    page.close()


def ask(address: str, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
    """An answer of the real server, by its status and body; a body in pieces is sent in chunks."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    chunked = body is not None and not isinstance(body, bytes)
    try:
        connection.request(method, path, body, headers, encode_chunked=chunked)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/", "/edition", "/healthz", "/assets/page/base.css", "/_dash-layout"])
def test_a_name_that_was_bound_to_this_machine_is_refused(address: str, path: str) -> None:
    port = urlsplit(address).port
    for name in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "evil.example@127.0.0.1", "[::1]"):
        status, body = ask(address, "GET", path, Host=f"{name}:{port}")
        assert (status, INSIDE.search(body)) == (400, None), name
        assert b"This server does not answer to that host name. Open the address that it printed." in body
    assert ask(address, "GET", path, Host=f"localhost:{port}")[0] == 200


def test_a_foreign_name_cannot_call_a_callback(address: str) -> None:
    headers = {"Content-Type": "application/json", "Host": "evil.example"}
    assert ask(address, "POST", CALLBACKS, json.dumps(call()).encode(), **headers)[0] == 400


def is_refused(address: str, body: Any, **headers: str) -> bool:
    """Whether a body is too large for the server, which may hang up while it is still being sent."""
    try:
        return ask(address, "POST", CALLBACKS, body, **headers)[0] == 413
    except ConnectionError:
        return True


def test_bodies_are_bounded_whole_or_in_chunks(address: str) -> None:
    headers = {"Content-Type": "application/json"}
    fits = json.dumps(call()).encode().ljust(MAX_BODY - 1_000)
    assert ask(address, "POST", CALLBACKS, fits, **headers)[0] == 200
    assert ask(address, "POST", CALLBACKS, iter([fits]), **headers, **{"Transfer-Encoding": "chunked"})[0] == 200
    large = fits + b" " * 2_000
    assert is_refused(address, large, **headers)
    assert is_refused(address, iter([large]), **headers, **{"Transfer-Encoding": "chunked"})
    assert ask(address, "GET", "/" + "x" * 40_000)[0] == 431
    assert ask(address, "GET", "/healthz")[0] == 200


WRONG_BODIES: dict[str, Any] = {
    "not an object": [1],
    "a number": 5,
    "empty": {},
    "unknown output": call(output="secret.data"),
    "a callback of the browser": call(output="query.data", outputs={"id": "query", "property": "data"}),
    "no outputs": call(outputs={}),
    "a list of outputs": call(outputs=[{"id": "answer", "property": "data"}]),
    "a foreign output": call(outputs={"id": "query", "property": "data"}),
    "output of a wrong type": call(output={"a": 1}),
    "no inputs": call(inputs=[]),
    "inputs of a wrong type": call(inputs=7),
    "an input of a wrong type": call(inputs=[7]),
    "too many inputs": call(inputs=call()["inputs"] * 3),
    "another property": call(inputs=[{"id": "query", "property": "__class__", "value": ""}]),
    "pattern ids": call(inputs=[[{"id": {"a": "ALL"}, "property": "data"}]]),
    "state of a wrong type": call(state="x"),
    "changed of a wrong type": call(changedPropIds={"a": 1}),
    "a query that is no text": call({"$ne": None}),
    "a number for a query": call(float("nan")),
    "a query alone": call(inputs=[{"id": "query", "property": "data", "value": "tab=list"}]),
}


@pytest.mark.parametrize("name", WRONG_BODIES)
def test_a_wrong_body_is_a_400(client: FlaskClient, name: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = client.post(CALLBACKS, json=WRONG_BODIES[name])
    assert answer.status_code == 400
    assert b"This is no request of the page." in answer.data
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


@pytest.mark.parametrize(
    ("body", "form", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff\xfe{}", "application/json", 400),
        (b'{"output": "\\ud800"}', "application/json", 400),
        (b"[" * 300_000, "application/json", 400),
        (b'{"a":' * 100_000, "application/json", 400),
        (b"1" * 10_000, "application/json", 400),
        (json.dumps(call()).encode(), "text/plain", 415),
        (b"a=b", "application/x-www-form-urlencoded", 415),
    ],
)
def test_what_is_no_json_is_refused(
    client: FlaskClient, body: bytes, form: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post(CALLBACKS, data=body, content_type=form)
    assert (answer.status_code, INSIDE.search(answer.data)) == (status, None)
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(key=st.sampled_from(sorted(call())), value=ANYTHING)
def test_no_part_of_a_body_breaks_the_server(key: str, value: Any) -> None:
    client = create_app_once()
    answer = client.post(CALLBACKS, data=json.dumps(call(**{key: value})), content_type="application/json")
    assert answer.status_code in (200, 400)
    assert INSIDE.search(answer.data) is None


@cache
def create_app_once() -> FlaskClient:
    """A client for Hypothesis, which wants no fixtures of function scope."""
    client: FlaskClient = create_app(Repository.of(TARIFFS), lambda: TODAY).server.test_client()
    return client


@pytest.mark.parametrize(
    "path",
    [
        "/_dash-component-suites/dash/../../app/view.py",
        "/_dash-component-suites/dash/nothing.js",
        "/_dash-component-suites/dash/deps/..%2f..%2f__init__.py",
        "/_dash-component-suites/os/path.py",
        "/_dash-component-suites/plotly/__init__.py",
        "/assets/../events.yaml",
        "/assets/..%2fevents.yaml",
        "/assets/%2e%2e/events.yaml",
        "/assets//etc/passwd",
        "/assets/",
        "/static/x",
        "/events.yaml",
        "/console",
        "/a/b/c",
        "/%00",
        "/%ff%fe",
        "/?__debugger__=yes&cmd=resource&f=debugger.js%00",
    ],
)
def test_no_path_leads_out_or_breaks(client: FlaskClient, path: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = client.get(path)
    assert answer.status_code == (200 if path.startswith("/?") else 404)
    assert INSIDE.search(answer.data.replace(b"policy-timeline export", b"")) is None
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


def test_other_methods_change_nothing(client: FlaskClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        assert client.open("/", method=method).status_code == 405


def test_the_debug_tools_are_off_and_nothing_secret_is_told(client: FlaskClient) -> None:
    application = client.application
    assert not application.debug
    assert application.secret_key is None
    config = re.search(r'id="_dash-config"[^>]*>(.*?)</script>', client.get("/").get_data(as_text=True))
    assert config is not None
    stated = json.loads(config[1])
    assert not stated.get("ui")
    assert not stated.get("hot_reload")
    assert INSIDE.search(config[1].encode()) is None
    assert "Set-Cookie" not in client.get("/").headers
    reload = json.loads(client.get("/_reload-hash").data)
    assert sorted(reload.pop("packages")) == ["app", "dash", "plotly"]
    assert reload == {"files": [], "hard": False, "reloadHash": None}


def test_an_error_of_our_own_is_a_plain_500_and_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def no_clock() -> dt.date:
        raise ValueError("no clock\nof any kind")

    client = create_app(Repository.of(TARIFFS), no_clock).server.test_client()
    answer = client.post(f"{CALLBACKS}?a=%0Ab", json=call())
    assert answer.status_code == 500
    assert INSIDE.search(answer.data) is None
    assert b"no clock" not in answer.data
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    line = f"POST {CALLBACKS}?a=%0Ab failed: ValueError: no clock of any kind"
    assert OneLine().format(record).endswith(f" {line}")
    assert "Traceback" in logging.Formatter("%(message)s").format(record)


def test_each_request_is_one_line_whatever_it_asks(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client.get("/healthz?a=%0Ab&c=\u202e")
    client.get("/%0d%0aforged%1b[2J")
    assert caplog.messages == ["GET /healthz?a=%0Ab&c=%E2%80%AE 200", "GET /forged%1B%5B2J 404"]


def test_the_application_itself_bounds_a_body_whatever_server_is_around_it(client: FlaskClient) -> None:
    body = json.dumps(call("q=" + "x" * MAX_BODY))
    assert client.post(CALLBACKS, data=body, content_type="application/json").status_code == 413
