"""Behind a proxy under a path prefix: a real nginx, and a real browser in front of it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app import resources
from app.dashboard.application import create_app
from app.dashboard.base_path import base_path
from app.dashboard.server import listen, server_of
from app.dashboard.snapshot import Repository
from tests.conftest import TODAY, run_until_closed

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port};
    location /timeline/ {{ proxy_pass http://127.0.0.1:{behind}{passed}; proxy_set_header Host $http_host; }}
  }}
}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(params=["", "/"], ids=["prefix left", "prefix taken off"])
def proxied(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of the dashboard behind nginx, which leaves the prefix in the address or takes it off."""
    if NGINX is None:
        pytest.skip("nginx is not installed")
    application = create_app(Repository.of(resources.EVENTS), lambda: TODAY, base="/timeline/").server
    server = server_of(application, listen("127.0.0.1", 0))
    threading.Thread(target=run_until_closed, args=(server,), daemon=True).start()
    port = free_port()
    text = CONFIGURATION.format(folder=tmp_path, port=port, behind=server.effective_port, passed=request.param)
    (tmp_path / "nginx.conf").write_text(text)
    running = subprocess.Popen([NGINX, "-p", str(tmp_path), "-c", "nginx.conf", "-e", str(tmp_path / "errors")])
    while not answers(port):
        assert running.poll() is None, (tmp_path / "errors").read_text()
    yield f"http://127.0.0.1:{port}/timeline/"
    running.terminate()
    running.wait()
    server.close()


def test_the_whole_dashboard_works_behind_a_proxy_under_a_prefix(page: Page, proxied: str) -> None:
    page.goto(proxied)
    page.locator(".mark").first.wait_for()
    page.get_by_text("Shift", exact=True).click()
    page.locator("#panel .js-plotly-plot").first.wait_for()  # asked by Dash, drawn by Plotly's own file
    expect(page).to_have_url(f"{proxied}?tab=shift")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("dialog")).to_contain_text("csv")
    page.keyboard.press("Escape")
    page.goto(proxied.rstrip("/"))
    assert page.url.startswith(proxied)


@pytest.mark.parametrize(("text", "path"), [("", "/"), ("/", "/"), ("a", "/a/"), ("/a/b/", "/a/b/")])
def test_a_base_path_gets_its_slashes(text: str, path: str) -> None:
    assert base_path(text) == path


@pytest.mark.parametrize("text", ["a b", "a?b", "a//b", "../a", 'a"b'])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the base path must be a path such as /timeline/, got") as refused:
        base_path(text)
    assert str(refused.value) == f"the base path must be a path such as /timeline/, got {text!r}"
