from __future__ import annotations

import pytest

from app.data.imports.written_dates import UnknownOrder, edtf, needs_order, order_of, span


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025", "2025"), ("2025-08", "2025-08"), ("2025-08-01T23:30:00Z", "2025-08-01"), ("2025/8/1", "2025-08-01"),
        ("20250801", "2025-08-01"), ("31.07.2025", "2025-07-31"), ("1. August 2025", "2025-08-01"),
        ("August 5, 2025", "2025-08-05"), ("Tuesday, 5th May 2024", "2024-05-05"), ("Aug 2025", "2025-08"),
        ("März 2024", "2024-03"), ("7 mars 2023", "2023-03-07"), ("1 de mayo de 2024", "2024-05-01"),
        ("2025年7月31日", "2025-07-31"), ("12/2012", "2012-12"), ("Q3 2025", "2025-07/2025-09"),
        ("c. 2019", "2019~"), ("ca. Mai 2024", "2024-05~"), ("early 2024", "2024~"), ("2025?", "2025?"),
        ("2019–2021", "2019/2021"), ("May – August 2025", "2025-05/2025-08"), ("Jan 2020 - now", "2020-01/.."),
        ("2024-05/2024-08", "2024-05/2024-08"), ("13/2/2025", "2025-02-13"), ("2/13/2025", "2025-02-13"),
        ("5/5/2025", "2025-05-05"),
    ],
)  # fmt: skip
def test_a_written_date_is_read_no_more_exactly_than_it_is_written(written: str, date: str) -> None:
    assert edtf(written) == date


@pytest.mark.parametrize("written", ["", "soon", "32.1.2025", "2025-13", "30.2.2024", "31.07.25", "1/1", "x" * 5_000])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  each says what it is
        edtf(written)


def test_between_day_and_month_nothing_is_guessed() -> None:
    with pytest.raises(UnknownOrder):
        edtf("3/4/2025")
    assert (edtf("3/4/2025", "day"), edtf("3/4/2025", "month")) == ("2025-04-03", "2025-03-04")


def test_one_date_of_a_column_decides_on_the_others() -> None:
    assert order_of(["3/4/2025", "30/4/2025"]) == "day"
    assert order_of(["3/4/2025", "4/30/2025"]) == "month"
    assert (order_of(["3/4/2025"]), needs_order(["3/4/2025"]), needs_order(["2025-04-03"])) == ("", True, False)
    with pytest.raises(ValueError, match="the day first and dates with the month first; write them alike"):
        order_of(["30/4/2025", "4/30/2025"])


def test_two_dates_make_a_span() -> None:
    assert (span("2025", ""), span("2025", "2025"), span("2025", "2026-03")) == ("2025", "2025", "2025/2026-03")
