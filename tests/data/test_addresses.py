from __future__ import annotations

import pytest

from app.data.addresses import https_address, page_address

NOT_HTTPS = "must be an https address"
NO_HOST = "must have the full name of a host"
MIXED = "must have a host of one script"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://example.org", NOT_HTTPS),
        ("javascript:alert(1)", NOT_HTTPS),
        ("data:text/html,x", NOT_HTTPS),
        ("https://", NOT_HTTPS),
        ("https://exa mple.org", NOT_HTTPS),
        ('https://example.org/"onclick="x', NOT_HTTPS),
        ("https://[broken", NOT_HTTPS),
        ("//example.org", NOT_HTTPS),
        ("https://evil@example.org/", "must not name a user before the host"),
        ("https://www.example.org@evil.example/", "must not name a user before the host"),
        ("https://example.org:99999/", "must have a port from 1 to 65535, or none"),
        ("https://example.org:0/", "must have a port from 1 to 65535, or none"),
        ("https://example.org:x/", "must have a port from 1 to 65535, or none"),
        ("https://./", NO_HOST),
        ("https://localhost/", NO_HOST),
        ("https://a..example/", NO_HOST),
        ("https://example\u200b.org/", NO_HOST),
        ("https://ex\u0430mple.org/", MIXED),
        ("https://\u03bfracle.example/", MIXED),
        ("https://\u0440\u0430\u0443\u0440\u0430.example/", MIXED),
        ("https://\u217dnn.example/", "must name its host in plain letters, cnn.example"),
        ("https://\uff45xample.org/", "must name its host in plain letters, example.org"),
    ],
)
def test_what_is_no_plain_address_is_refused(url: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}, got "):
        https_address(url)


@pytest.mark.parametrize(
    "url", ["https://example.org", "https://例え.jp/頁", "https://www.почта.рф:8443/a?b=c@d", "https://bücher.example/"]
)
def test_a_plain_address_of_any_script_is_one(url: str) -> None:
    assert https_address(url) == url


def test_a_page_may_be_of_http_and_nothing_else() -> None:
    assert page_address("http://www.example.gov.cn/a") == "http://www.example.gov.cn/a"
    with pytest.raises(ValueError, match=NOT_HTTPS):
        page_address("ftp://example.org")
