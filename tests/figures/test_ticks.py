"""The ticks of the browser's time axis."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser

from app import resources


@pytest.mark.parametrize(
    ("first", "last", "most", "texts"),
    [
        ("2019-05-15", "2026-07-31", 8, ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]),
        ("2025-01-01", "2026-01-01", 6, ["Jan 2025", "Apr", "Jul", "Oct", "Jan 2026"]),
        ("2025-11-15", "2026-02-15", 6, ["Dec 2025", "Jan 2026", "Feb"]),
        ("2025-07-28", "2025-08-18", 4, ["28 Jul 2025", "4 Aug", "11 Aug", "18 Aug"]),
        ("2025-12-30", "2026-01-02", 5, ["30 Dec 2025", "31 Dec", "1 Jan 2026", "2 Jan"]),
        ("1800-01-01", "2030-01-01", 5, ["1800", "1810"]),
    ],
)
def test_ticks_stand_on_whole_days_weeks_months_and_years(
    browser: Browser, first: str, last: str, most: int, texts: list[str]
) -> None:
    page = browser.new_page()
    page.add_script_tag(content=resources.script("ticks.js"))
    days = [(dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days for day in (first, last)]
    made = page.evaluate("([first, last, most]) => timelineTicks.between(first, last, most)", [*days, most])
    assert [tick["text"] for tick in made][: len(texts)] == texts
    assert len(made) <= most + 1 or texts[1] == "1810"
    assert all(days[0] <= tick["day"] <= days[1] for tick in made)
    page.close()
