"""Which hosts are no place to cite: copies, staging servers, proxies, archives, short links, search engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_SECOND_LEVELS: Final = frozenset(("co", "com", "org", "net", "gov", "gob", "edu", "ac", "go", "or", "ne", "govt"))
_STAGING: Final = re.compile(
    r"(pre-?)?prod(uction)?\d*|st(a?g(e|ing)?)\d*|dev(el)?\d*|preview\d*|test(s|ing)?\d*|[a-z]*uat\d*|qat?\d*|"
    r"sandbox\d*|(web)?iis\d*|cms-?api\d*"
)
_NAMED_STAGING: Final = re.compile(r"[-.](staging|stg|preprod|uat|dev|test)(-?v?\d+)?$")
_PROXY: Final = re.compile(r"[a-z]*prox(y|ies)\d*")
_MIRRORED: Final = re.compile(r"(^www-|-(com|org|net|gov|edu)(-\w+)?$)")
_WITHIN: Final = (
    (
        (
            "cloudfront.net",
            "amazonaws.com",
            "vercel.app",
            "netlify.app",
            "pages.dev",
            "herokuapp.com",
            "azurewebsites.net",
        ),
        "a cloud host; cite the outlet's own page",
    ),
    (("idm.oclc.org",), "a library's proxy; cite the outlet's own address"),
    (("translate.goog", "translate.google.com"), "a machine translation; cite the original"),
    (
        ("web.archive.org", "archive.org", "archive.ph", "archive.is", "archive.today"),
        "an archive; put it into 'archived' and cite the page itself",
    ),
    (
        ("bit.ly", "t.co", "tinyurl.com", "vo.la", "goo.gl", "lnkd.in", "ow.ly"),
        "a short link; cite the page that it leads to",
    ),
    (("scceu.org", "newsbreak.com", "msn.com"), "a site that copies others; cite the outlet itself"),
)
# A company's other hosts, for its patents or its developers, are pages like any.
_SEARCH: Final = re.compile(r"(www\.|m\.|cn\.|news\.)?(google|bing|baidu|duckduckgo)(\.com?)?\.[a-z]{2,3}")
# Newspapers that others pass themselves off as, with the domains that are theirs.
_PAPERS: Final = {
    "reuters": ("reuters.com",),
    "bloomberg": ("bloomberg.com", "bloomberg.co.jp", "bloomberg.org"),
    "nytimes": ("nytimes.com",),
    "washingtonpost": ("washingtonpost.com",),
    "wsj": ("wsj.com", "wsj.net"),
    "ft": ("ft.com",),
    "economist": ("economist.com",),
    "theguardian": ("theguardian.com",),
    "bbc": ("bbc.com", "bbc.co.uk"),
    "cnbc": ("cnbc.com",),
    "apnews": ("apnews.com",),
    "scmp": ("scmp.com",),
    "lemonde": ("lemonde.fr",),
    "spiegel": ("spiegel.de",),
}


@lru_cache(maxsize=10_000)
def unfit(host: str) -> str:
    """Why a host is no place to cite, as the end of "HOST is ..."; "" where it is fit."""
    return next(_reasons(host), "")


def _reasons(host: str) -> Iterator[str]:
    own = own_domain(host)
    below = host.removesuffix(own).rstrip(".").split(".") if host != own else []
    for domains, reason in _WITHIN:
        if any(host == domain or host.endswith(f".{domain}") for domain in domains):
            yield reason
    if _SEARCH.fullmatch(host):
        yield "a search engine; cite the page that it found"
    if any(_PROXY.fullmatch(label) for label in below):
        yield "a library's proxy; cite the outlet's own address"
    if any(_STAGING.fullmatch(part) for label in below for part in label.split("-")) or _is_staging(own):
        yield "a staging host; cite the outlet's public page"
    if any(_MIRRORED.search(label) for label in below):
        yield "a mirror of another host; cite the outlet's own page"
    name = own.split(".")[0]
    if name in _PAPERS and own not in _PAPERS[name]:
        yield f"a newspaper's name under another domain; its own is {_PAPERS[name][0]}"


def _is_staging(own: str) -> bool:
    return bool(_NAMED_STAGING.search(own.split(".")[0]))


def own_domain(host: str) -> str:
    """The part of a host that its owner registered: "example.co.uk" of "www.example.co.uk"."""
    labels = host.split(".")
    is_deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS
    return ".".join(labels[-3 if is_deep else -2 :])
