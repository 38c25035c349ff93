from __future__ import annotations

import pytest

from app.data.hosts import own_domain, unfit

STAGING = "a staging host; cite the outlet's public page"
PROXY = "a library's proxy; cite the outlet's own address"
MIRROR = "a mirror of another host; cite the outlet's own page"


@pytest.mark.parametrize(
    "host",
    [
        *(
            "stg-www.example.org",
            "qat.example.org",
            "production.example.org",
            "prod.example.org",
            "webiis08.example.org",
        ),
        *(
            "cmsapi.example.org",
            "testing.example.org",
            "smicuat.example.com",
            "stage.example.org",
            "uat2.example.co.uk",
        ),
        *("www.example-dev-v4.example.org", "dev.example.com.cn", "preprod-www.example.org", "example-staging.com"),
    ],
)
def test_a_staging_host_is_known_by_its_labels(host: str) -> None:
    assert unfit(host) == STAGING


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("ezproxy.lib.example.edu", PROXY),
        ("www.example.org.libproxy.example.edu", PROXY),
        ("www-example-com.idm.oclc.org", PROXY),
        ("proxy2.example.ac.uk", PROXY),
        ("www-example-com.copies.net", MIRROR),
        ("example-org.translate.goog", "a machine translation; cite the original"),
        ("www.google.com", "a search engine; cite the page that it found"),
        ("www.google.co.uk", "a search engine; cite the page that it found"),
        ("www.baidu.com", "a search engine; cite the page that it found"),
        ("cn.bing.com", "a search engine; cite the page that it found"),
        ("news.google.com", "a search engine; cite the page that it found"),
        ("reuters.org.uk", "a newspaper's name under another domain; its own is reuters.com"),
        ("www.ft.com.vn", "a newspaper's name under another domain; its own is ft.com"),
        ("site.pages.dev", "a cloud host; cite the outlet's own page"),
    ],
)
def test_proxies_mirrors_and_search_engines_are_known(host: str, reason: str) -> None:
    assert unfit(host) == reason


@pytest.mark.parametrize(
    "host",
    [
        *(
            "www.test.de",
            "test.de",
            "developers.google.com",
            "patents.google.com",
            "developer.nvidia.com",
            *("ir.baidu.com", "investors.baidu.com", "ir.baidu.com.cn"),
        ),
        *(
            "stagecoach.org",
            "www.contest-news.com",
            "api-docs.example.com",
            "www.reuters.com",
            "cn.reuters.com",
            "ft.com",
        ),
        *(
            "www.bbc.co.uk",
            "production-magazine.com",
            "www.devex.com",
            "thelgtm.dev",
            "dev.to",
            "productions.example.org",
        ),
        *("www.proxyfoods.com", "qatar.example.org", "www.evaluate.org", "stgallen.ch", "aqygzj.mofcom.gov.cn"),
    ],
)
def test_an_innocent_host_is_fit(host: str) -> None:
    assert unfit(host) == ""


def test_an_owner_registers_one_label_below_a_public_ending() -> None:
    hosts = ["www.example.co.uk", "a.b.example.org", "example.org", "www.mofcom.gov.cn", "localhost"]
    assert [own_domain(host) for host in hosts] == [
        *("example.co.uk", "example.org", "example.org", "mofcom.gov.cn", "localhost"),
    ]
