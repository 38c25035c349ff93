from __future__ import annotations

import datetime as dt
import json
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree, html
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app import resources
from app.analysis.frames import event_frame
from app.analysis.selection import select
from app.analysis.view import View, parse_view
from app.data.schema import Dataset
from app.data.writing import write_folder
from app.export.extract import Extract
from app.export.formats import WrongOption
from app.export.site import DATA, site
from app.export.site_pages import preview_path
from tests.export.conftest import Validate
from tests.factories import event, loaded
from tests.waiting import DRAWN, until

TODAY = dt.date(2026, 7, 31)
BASE = "https://example.org/chips"
SUMMONS = "events/cac-summons-nvidia-over-h20.html"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


# Tries to run a script that is no file of the site; returns which part of the policy forbids it.
FOREIGN = """() => new Promise((done) => {
    addEventListener("securitypolicyviolation", (violation) => done(violation.effectiveDirective));
    document.body.append(Object.assign(document.createElement("script"), {textContent: "window.foreign = 1"}));
})"""


@pytest.fixture(scope="module")
def whole(published: Dataset) -> dict[str, bytes]:
    """The files of the whole published dataset's site."""
    return dict(site(Extract.of(published, View(), TODAY)))


@pytest.fixture(scope="module")
def folder(whole: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """They as a folder."""
    path = tmp_path_factory.mktemp("site") / "chips"
    write_folder(path, whole.items(), force=False)
    return path


@pytest.fixture(scope="module")
def narrow(published: Dataset) -> tuple[View, dict[str, bytes]]:
    """A view of few events, and the files of its site."""
    view, _ = parse_view("track=h20-scrutiny&from=2025-07&to=2025-08", published)
    return view, dict(site(Extract.of(published, view, TODAY)))


@pytest.fixture(scope="module")
def narrow_folder(narrow: tuple[View, dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """They as a folder."""
    path = tmp_path_factory.mktemp("narrow") / "chips"
    write_folder(path, narrow[1].items(), force=False)
    return path


@pytest.fixture(scope="module")
def placed(tariffs: Dataset, drawing_browser: None) -> dict[str, bytes]:  # noqa: ARG001
    """The files of a small site that knows its address."""
    return dict(site(Extract.of(tariffs, View(), TODAY), base_url=f"{BASE}/"))


def pages(files: dict[str, bytes]) -> dict[str, Any]:
    """The pages of a site, parsed, by their paths."""
    return {path: html.document_fromstring(content) for path, content in files.items() if path.endswith(".html")}


def dead_links(files: dict[str, bytes]) -> list[str]:
    """Each address within the site to which no file or no part of a page answers."""
    parsed = pages(files)
    parts = {path: {"", *page.xpath("//@id")} for path, page in parsed.items()}
    return [
        f"{path}: {address}"
        for path, page in parsed.items()
        for address in page.xpath("//*[not(self::link[@rel='icon'])]/@href | //@src")
        if not _leads_somewhere(path, address, files, parts)
    ]


def _leads_somewhere(path: str, address: str, files: dict[str, bytes], parts: dict[str, set[str]]) -> bool:
    link = urlsplit(address)
    if link.scheme:
        return link.scheme == "https"
    steps: list[str] = []
    for step in [*PurePosixPath(path).parent.parts, *link.path.split("/")] if link.path else [path]:
        steps = steps[:-1] if step == ".." else [*steps, step]
    target = "/".join(steps)
    part = unquote(link.fragment).replace("event=", "event-")  # a view of the page that shows the event in its chart
    return target in files and part in parts.get(target, {""})


def meta(page: Any, name: str) -> list[str]:
    """The contents of the meta elements of a name or property."""
    return [str(text) for text in page.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")]


def test_every_event_measure_and_story_has_a_page(whole: dict[str, bytes], published: Dataset) -> None:
    expected = {f"events/{record.id}.html" for record in published.events}
    expected |= {f"measures/{record.id}.html" for record in published.measures}
    expected |= {f"stories/{record.id}.html" for record in published.stories}
    expected |= {"index.html", "method.html", "data.html", "404.html", "measures/index.html", "stories/index.html"}
    expected |= {"shift.html", "actors.html"}
    expected |= {f"actors/{actor}.html" for record in published.events for actor in record.actors}
    assert set(pages(whole)) == expected


def test_every_link_within_the_site_leads_somewhere(whole: dict[str, bytes], placed: dict[str, bytes]) -> None:
    assert dead_links(whole) == []
    assert dead_links(placed) == []


def test_a_view_makes_a_site_of_its_events_alone(published: Dataset, narrow: tuple[View, dict[str, bytes]]) -> None:
    view, files = narrow
    shown = select(event_frame(published), view).shown["id"]
    assert {path for path in files if path.startswith("events/")} == {f"events/{record}.html" for record in shown}
    assert dead_links(files) == []
    assert "data/events.yaml" not in files
    summons = html.document_fromstring(files[SUMMONS])
    related = summons.xpath("//ul[@class='relations']/li")
    assert 0 < sum(bool(item.xpath("a")) for item in related) < len(related)


def test_each_page_tells_what_it_is(whole: dict[str, bytes], placed: dict[str, bytes], published: Dataset) -> None:
    titles = [page.findtext(".//title") for page in pages(whole).values()]
    assert len(set(titles)) == len(titles)
    summons = pages(whole)[SUMMONS]
    record = next(one for one in published.events if f"events/{one.id}.html" == SUMMONS)
    assert meta(summons, "og:title") == meta(summons, "twitter:title") == [record.title]
    assert meta(summons, "description") == meta(summons, "og:description") == [record.summary]
    assert meta(summons, "og:type") == ["article"]
    assert meta(summons, "og:url") == meta(summons, "og:image") == summons.xpath("//link[@rel='canonical']") == []
    path, known = next((path, page) for path, page in pages(placed).items() if path.startswith("events/"))
    (canonical,) = known.xpath("//link[@rel='canonical']/@href")
    assert canonical.startswith(f"{BASE}/events/")
    assert meta(known, "og:url") == [canonical]
    assert meta(known, "og:image") == [f"{BASE}/{preview_path(path)}"]
    assert placed["preview.png"].startswith(b"\x89PNG")
    assert pages(placed)["index.html"].xpath("//link[@rel='canonical']/@href") == [f"{BASE}/"]


def test_the_site_map_names_every_page(placed: dict[str, bytes], whole: dict[str, bytes]) -> None:
    addresses = [element.text for element in etree.fromstring(placed["sitemap.xml"]).iter(f"{SITEMAP}loc")]
    named = {f"{BASE}/{path}".removesuffix("index.html") for path in pages(placed) if path != "404.html"}
    assert sorted(addresses) == sorted(named)
    assert placed["robots.txt"] == f"User-agent: *\nAllow: /\nSitemap: {BASE}/sitemap.xml\n".encode()
    assert "sitemap.xml" not in whole
    assert "it has no site map" in whole["data.html"].decode()


def test_feed_readers_read_the_newest_events_first(whole: dict[str, bytes], placed: dict[str, bytes]) -> None:
    for files, base in ((whole, ""), (placed, BASE)):
        atom = feedparser.parse(files["feed.xml"])
        plain = json.loads(files["feed.json"])
        assert not atom.bozo
        assert atom.version == "atom10"
        assert atom.feed.author == atom.feed.title == plain["title"]
        assert plain["version"] == "https://jsonfeed.org/version/1.1"
        assert [entry.id for entry in atom.entries] == [item["id"] for item in plain["items"]]
        assert [entry.title for entry in atom.entries] == [item["title"] for item in plain["items"]]
        days = [item["date_published"] for item in plain["items"]]
        assert days == sorted(days, reverse=True)
        assert all(entry.content[0].value for entry in atom.entries)
        links = [[link.href for link in entry.get("links", [])] for entry in atom.entries]
        assert links == [[item["url"]] if base else [] for item in plain["items"]]
        assert all(item["url"].removeprefix(f"{base}/") in files for item in plain["items"] if base)
        assert plain.get("feed_url", "") == (f"{base}/feed.json" if base else "")


def test_the_ids_of_the_feed_stay(tariffs: Dataset, placed: dict[str, bytes]) -> None:
    elsewhere = dict(site(Extract.of(tariffs, View(), TODAY + dt.timedelta(days=300))))
    ids = [[item["id"] for item in json.loads(files["feed.json"])["items"]] for files in (placed, elsewhere)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 10
    other = tariffs.replaced(dataset=tariffs.dataset.model_copy(update={"title": "Another topic"}))
    theirs = [item["id"] for item in json.loads(dict(site(Extract.of(other, View(), TODAY)))["feed.json"])["items"]]
    assert not set(ids[0]) & set(theirs)


def test_the_data_are_there_in_every_form(whole: dict[str, bytes], placed: dict[str, bytes]) -> None:
    assert {f"data/{name}" for name in DATA.values()} < set(whole)
    assert whole["data/events.yaml"] == resources.EVENTS.read_bytes()
    assert "data/events.yaml" not in placed  # not the published dataset


def test_an_html_validator_finds_nothing(narrow_folder: Path, folder: Path, validate: Validate) -> None:
    assert validate(narrow_folder) == []
    assert validate(folder / "index.html") == []


def test_the_pages_open_from_the_disk_without_a_network(folder: Path, context: BrowserContext, page: Page) -> None:
    context.set_offline(True)
    page.goto((folder / "index.html").as_uri())
    until(page, DRAWN)
    page.get_by_role("link", name="Stories").click()
    page.get_by_role("link", name="The H20, from workaround to write-off").click()
    page.get_by_role("link", name="CAC summons Nvidia over the H20").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("summoned Nvidia")
    page.get_by_role("link", name="CAC case on H20 security").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CAC case on H20 security")
    page.go_back()
    page.get_by_role("button", name="Theme: system").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.get_by_role("link", name="On the timeline").click()
    until(page, DRAWN)
    details = page.get_by_role("region", name="Event details")
    expect(details.get_by_role("heading")).to_contain_text("summoned Nvidia")
    details.get_by_role("link", name="Page of this event").click()
    expect(page).to_have_url((folder / SUMMONS).as_uri())


def test_a_page_runs_its_own_files_alone(folder: Path, page: Page) -> None:
    page.goto((folder / SUMMONS).as_uri())
    colour = "getComputedStyle(document.querySelector('.key')).backgroundColor"
    assert page.evaluate(colour) == "rgb(130, 87, 204)"
    blocked = "new Promise((done) => { addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective));"
    blocked += (
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.bad = 1'})) })"
    )
    context = page.context.browser
    assert context is not None
    fresh = context.new_page()  # its console may tell of the refusal
    fresh.goto((folder / SUMMONS).as_uri())
    assert fresh.evaluate(blocked) == "script-src-elem"
    assert fresh.evaluate("window.bad === undefined")
    fresh.close()


SAMPLE = ["index.html", SUMMONS, "measures/cac-h20-case.html", "stories/index.html", "method.html", "data.html"]


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (375, "dark")])
def test_axe_is_silent_and_nothing_leaves_the_page(
    browser: Browser, narrow_folder: Path, width: int, scheme: Any
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for path in SAMPLE:
        page.goto((narrow_folder / path).as_uri())
        if path == "index.html":
            until(page, DRAWN)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_the_pages_read_with_scripts_off(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / SUMMONS).as_uri())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


def test_text_of_the_data_ends_no_element() -> None:
    hostile = "</title></script><script>alert(1)</script>]]> acted."
    record = event(title=hostile, label="<b>&", summary=f"{hostile} " * 10)
    files = dict(site(Extract.of(loaded(record), View(), TODAY)))
    for path, page in pages(files).items():
        assert not [
            script for script in page.xpath("//script") if "alert" in (script.text or "") and not script.get("type")
        ], path
    assert feedparser.parse(files["feed.xml"]).entries[0].title.startswith("</title>")


def test_shared_files_are_named_by_their_content(whole: dict[str, bytes], placed: dict[str, bytes]) -> None:
    assets = [path for path in whole if path.startswith("assets/")]
    assert len(assets) == 6
    assert all(placed[path] == whole[path] for path in assets)


def test_progress_is_told(tariffs: Dataset) -> None:
    steps: list[tuple[int, int]] = []
    dict(site(Extract.of(tariffs, View(), TODAY), progress=lambda done, total: steps.append((done, total))))
    total = steps[0][1]
    assert steps == [(done, total) for done in range(total + 1)]
    assert total > 20


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org", "https://", "https://example.org/?a=b", "https://a b.org"]
)
def test_a_false_address_is_refused(tariffs: Dataset, url: str) -> None:
    with pytest.raises(WrongOption) as error:
        site(Extract.of(tariffs, View(), TODAY), base_url=url)
    assert str(error.value) == (f"--base-url must be an address such as https://example.org/timeline, got {url!r}.")


def test_each_page_with_charts_has_a_picture_for_previews_of_its_own(
    placed: dict[str, bytes], tariffs: Dataset
) -> None:
    wanted = {f"previews/stories-{story.id}.png" for story in tariffs.stories}
    wanted |= {"previews/shift.png", "previews/actors.png", "previews/measures-index.png"}
    wanted |= {f"previews/tracks-{event.track}.png" for event in tariffs.events}
    wanted |= {f"previews/events-{event.id}.png" for event in tariffs.events if event.significance == 3}
    assert {path for path in placed if path.startswith("previews/")} == wanted
    assert f'content="{BASE}/previews/shift.png"' in placed["shift.html"].decode()
    assert f'content="{BASE}/preview.png"' in placed["index.html"].decode()


def test_each_actor_has_a_page_to_which_events_and_the_page_of_all_lead(
    tariffs: Dataset,
) -> None:
    pages = dict(site(Extract.of(tariffs, View(), TODAY), base_url=f"{BASE}/", no_previews=True))
    named = {actor for event in tariffs.events for actor in event.actors}
    assert {path for path in pages if path.startswith("actors/")} == {f"actors/{id_}.html" for id_ in named}
    every = html.document_fromstring(pages["actors.html"])
    assert set(every.xpath("//ul[@class='actor-rest']//a/@href")) == {f"actors/{id_}.html" for id_ in named}
    assert set(every.xpath("//th[@scope='row']/a/@href")) <= {f"actors/{id_}.html" for id_ in named}
    event = tariffs.events[0]
    page = html.document_fromstring(pages[f"events/{event.id}.html"])
    assert {f"../actors/{id_}.html" for id_ in event.actors} <= set(page.xpath("//ul[@class='belongs']//a/@href"))
    own = html.document_fromstring(pages[f"actors/{event.actors[0]}.html"])
    cited = [one.id for one in tariffs.events if event.actors[0] in one.actors]
    assert own.xpath("//ol[@class='steps']//a/@href") == [f"../events/{id_}.html" for id_ in cited]


def test_previews_are_left_out_where_they_are_not_wanted(tariffs: Dataset) -> None:
    files = dict(site(Extract.of(tariffs, View(), TODAY), base_url=f"{BASE}/", no_previews=True))
    assert not [path for path in files if path.endswith(".png")]
    assert "sitemap.xml" in files
