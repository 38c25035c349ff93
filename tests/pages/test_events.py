from __future__ import annotations

import pytest

from app.analysis.frames import event_frame
from app.data.dates import parse_date
from app.data.schema import Dataset
from app.pages.events import Fragments, lag_words
from tests.factories import event, loaded


@pytest.mark.parametrize(
    ("other", "own", "words"),
    [
        ("2025-05-08", "2025-07-31", "84 days before"),
        ("2025-08-01", "2025-07-31", "1 day later"),
        ("2025-07-31", "2025-07-31", "the same day"),
        ("2025-08-02~", "2025-07-31", "about 2 days later"),
        ("2025-08", "2025-07-31", "August 2025"),
    ],
)
def test_a_lag_is_as_exact_as_the_dates(other: str, own: str, words: str) -> None:
    assert lag_words(parse_date(other), parse_date(own)) == words


def test_details_hold_every_source_and_every_relation_in_words(published: Dataset) -> None:
    fragments = Fragments.of(published)
    summons = next(record for record in published.events if record.id == "cac-summons-nvidia-over-h20")
    html = fragments.details("cac-summons-nvidia-over-h20")
    for source in summons.sources:
        assert f'href="{source.url}"' in html.replace("&amp;", "&")
    assert '<time datetime="2025-07-31">31 July 2025</time>' in html
    assert 'data-event="nvidia-denies-h20-backdoors"' in html
    assert "the same day" in html


def test_text_of_the_data_never_becomes_markup() -> None:
    hostile = '<img src=x onerror="alert(1)"> acted.'
    html = Fragments.of(loaded(event(title=hostile, conflicts=hostile))).details("first-act")
    assert "<img" not in html
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt; acted." in html


@pytest.mark.parametrize("whole", [True, False])
def test_a_list_holds_each_event_once_under_its_year(whole: bool, published: Dataset) -> None:
    html = Fragments.of(published).listing(event_frame(published), whole=whole)
    assert html.count('<article class="event"' if whole else '<li class="row"') == len(published.events)
    years = sorted({record.date.earliest.year for record in published.events})
    assert [html.index(f'id="year-{year}"') for year in years] == sorted(
        html.index(f'id="year-{year}"') for year in years
    )


def test_an_empty_list_says_so(published: Dataset) -> None:
    assert "No event matches these filters." in Fragments.of(published).listing(event_frame(published)[:0], whole=True)
