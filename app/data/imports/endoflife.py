"""endoflife.date: the releases of a product, and when each is no longer cared for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.data.dates import parse_date
from app.data.imports.entries import Entry, Foreign, Link, Reading

ENDS: Final = {  # its two forms: what ends, by the name of the field
    "support": "leaves active support",
    "eoasFrom": "leaves active support",
    "eol": "reaches the end of its life",
    "eolFrom": "reaches the end of its life",
}

TAKEN: Final = {*ENDS, "releaseDate", "link", "label", "cycle", "name", "isEol", "isEoas"}


def is_product(value: Any) -> bool:
    """Whether a JSON value is a product of endoflife.date, in the older or the newer form."""
    releases = _releases(value)
    return bool(releases) and all(isinstance(release, dict) and "releaseDate" in release for release in releases)


def product(value: Any, reading: Reading) -> Foreign:
    """An entry for each release, and one for each end that has a date."""
    about = value.get("result", {}) if isinstance(value, dict) else {}
    name = str(about.get("label") or reading.name.rpartition("/")[2].partition(".")[0].replace("-", " ").capitalize())
    page = Link(f"https://endoflife.date/{about.get('name') or name.lower().replace(' ', '-')}", "endoflife.date",
                f"{name} on endoflife.date", kind="analysis")  # fmt: skip
    foreign = Foreign(title=f"{name} releases", description=f"Releases of {name} and the ends of their support.")
    for number, release in enumerate(_releases(value), 1):
        foreign.entries += _entries(release, name, page, f"release {number}")
        ended = {words for field, words in ENDS.items() if release.get(field) is True}
        foreign.lost += [f"release {number}: it {words} on a day that is not known" for words in sorted(ended)]
    others = dict.fromkeys(name for each in _releases(value) for name, field in each.items() if field)
    unused = [name for name in others if name not in TAKEN]
    if unused:
        foreign.lost.append(f"the fields {', '.join(unused)}")
    return foreign


def _releases(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = value.get("result", {}).get("releases") if isinstance(value.get("result"), dict) else None
    return value if isinstance(value, list) else []


def _entries(release: Mapping[str, Any], name: str, page: Link, where: str) -> Iterator[Entry]:
    version = f"{name} {release.get('label') or release.get('cycle') or release.get('name')}"
    own = Link(str(release["link"]), name) if str(release.get("link") or "").startswith("https://") else None
    links = (own, page) if own else (page,)
    dates = {"is released": release["releaseDate"], **{words: release.get(field) for field, words in ENDS.items()
                                                       if release.get(field)}}  # fmt: skip
    for words, date in dates.items():
        if _is_date(date):  # "eol: false" says that there is no end yet
            yield Entry(str(date), f"{version} {words}", where, f"{version} {words}", "", "Releases" if
                        words == "is released" else "Ends of support", links, actors=(name,),
                        fields={"kind": "product-launch"} if words == "is released" else {})  # fmt: skip


def _is_date(value: Any) -> bool:
    try:
        return bool(parse_date(str(value)))
    except ValueError:
        return False
