from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import resources
from app.data.dates import parse_date
from app.data.diffing import difference
from app.data.editing import edit_file, insert, replace_record, widen_coverage
from app.data.loading import load_text
from app.data.parsing import parse
from app.data.record_layout import EditError
from app.data.record_text import plain_record, record_lines
from app.data.writing import WriteError
from tests.factories import as_text, dataset, event, text

SMALL = """\
# what this is
dataset: {title: A dispute}   # said once

events:
  # the beginning
  - id: first   # kept
    date: "2025-01-01"
    summary: >-
      Words
      # no comment but words

  # --- 2026 ---

  - id: last
    date: "2026-01-01"
    # checked in May

# stories come here
stories: []
"""


def inserted(before: str, section: str, **record: Any) -> list[str]:
    """The lines that an insertion adds, after a check that it only adds."""
    after = insert(before, section, record).splitlines()
    place = next(
        (n for n, (old, new) in enumerate(zip(before.splitlines(), after, strict=False)) if old != new),
        len(before.splitlines()),
    )
    count = len(after) - len(before.splitlines())
    assert after[:place] + after[place + count :] == before.splitlines()
    return after[place : place + count]


def test_an_event_is_put_in_by_its_date_and_comments_stay_where_they_belong() -> None:
    after = insert(SMALL, "events", {"id": "middle", "date": "2025-06"})
    assert '      # no comment but words\n\n  - id: middle\n    date: "2025-06"\n\n  # --- 2026 ---\n' in after
    after = insert(SMALL, "events", {"id": "early", "date": "2024"})
    assert 'events:\n  - id: early\n    date: "2024"\n\n  # the beginning\n  - id: first' in after
    after = insert(SMALL, "events", {"id": "late", "date": "2027"})
    assert '    # checked in May\n\n  - id: late\n    date: "2027"\n\n# stories come here\n' in after


def test_a_new_section_stands_where_sections_of_its_name_stand() -> None:
    after = insert(SMALL, "tracks", {"id": "lane", "label": "A lane"})
    assert "# said once\n\ntracks:\n  - id: lane\n    label: A lane\n\nevents:\n" in after
    assert inserted("", "events", id="only", date="2025") == ["events:", "  - id: only", '    date: "2025"']
    after = insert(SMALL, "stories", {"id": "tale", "title": "A tale"})
    assert after.endswith("# stories come here\nstories:\n  - id: tale\n    title: A tale\n")


def test_records_in_the_order_of_their_ids_stay_so() -> None:
    before = "actors:\n  - {id: amd, name: AMD}\n  - {id: nvidia, name: Nvidia}\n"
    lines = inserted(before, "actors", id="bis", name="Bureau: of Industry")
    assert lines == ['  - {id: bis, name: "Bureau: of Industry"}']
    assert insert(before, "actors", {"id": "bis", "name": "BIS"}).splitlines()[2] == "  - {id: bis, name: BIS}"
    unsorted = "actors:\n- {id: nvidia, name: Nvidia}\n- {id: amd, name: AMD}\n"
    assert insert(unsorted, "actors", {"id": "bis", "name": "BIS"}).endswith("- {id: bis, name: BIS}\n")


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    before = "events:\r\n  - id: a\r\n    date: '2025'"
    assert insert(before, "events", {"id": "b", "date": "2026"}) == f'{before}\r\n\r\n  - id: b\r\n    date: "2026"\r\n'


def test_a_file_with_problems_of_its_records_takes_one_more() -> None:
    assert "- id: new" in insert("events:\n  - id: BAD ID\n    dat: 2025\n", "events", {"id": "new", "date": "2025"})


def test_what_cannot_be_edited_is_refused_with_its_line() -> None:
    with pytest.raises(EditError, match=r"^events.yaml:2: .+ Nothing was inserted; correct that line first\.$"):
        insert("events:\n\t- id: a\n", "events", {"id": "b", "date": "2025"})
    with pytest.raises(EditError, match="do not each stand on lines that begin with '- '"):
        insert("events: [{id: a}]\n", "events", {"id": "b", "date": "2025"})
    with pytest.raises(EditError, match="'events' is not a list"):
        insert("events: {id: a}\n", "events", {"id": "b", "date": "2025"})
    with pytest.raises(EditError, match="holds no fields such as"):
        insert("- a\n", "events", {"id": "b", "date": "2025"})


def test_a_record_is_replaced_alone() -> None:
    after = replace_record(SMALL, "events", 0, {"id": "first", "date": "2025-02"})
    assert after == SMALL.replace(
        SMALL[SMALL.index("  - id: first") : SMALL.index("\n  # --- 2026")], '  - id: first\n    date: "2025-02"\n'
    )


PAGE = {"url": "https://www.reuters.com/a-test", "publisher": "Reuters", "kind": "press"}
REPORTED: dict[str, Any] = {"status": "reported", "sources": [PAGE]}


def test_the_published_file_takes_an_event_and_nothing_else_changes() -> None:
    before = resources.EVENTS.read_text("utf-8")
    record = event(
        id="a-test", date="2025-08-02", track="h20-scrutiny", actors=["cac"], direction="cn-tightens", **REPORTED
    )
    lines = inserted(before, "events", **record)
    assert [line for line in lines if line][:3] == [
        *("  - id: a-test", '    date: "2025-08-02"', "    label: The first act"),
    ]
    changes = difference(load_text(before), load_text("\n".join(insert(before, "events", record).splitlines()) + "\n"))
    assert changes == ["+ events a-test: The regulator acted."]


VALUES = st.recursive(
    st.text(max_size=100),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(["title", "summary", "sources", "tags"]), VALUES, min_size=1))
def test_whatever_a_record_holds_it_is_read_again_as_it_was_or_refused(record: dict[str, Any]) -> None:
    before = text()
    try:
        after = insert(before, "events", {"id": "x", "date": "2026", **record})
    except EditError:
        return
    held = parse(after, "x").value["events"]
    assert held[-1] == plain_record({"id": "x", "date": "2026", **record})
    assert held[:-1] == parse(before, "x").value["events"]


@pytest.mark.parametrize(
    "words",
    ["NO", "true", "1:30", "S. 1705", "a: b", "a #1705", "- dash", "'quoted'", '"', "{x}", "[x]", "@x", "%25", "&a",
     "*a", "!tag", "| bar", "> more", "trailing ", " leading", "line\nbreak", "国家", "x\u2028y", "\u0085", "e:",
     "https://example.org/a#b"],
)  # fmt: skip
def test_awkward_words_are_read_again_as_they_were(words: str) -> None:
    lines = record_lines({"id": "x", "label": words, "tags": [words], "sources": [{"title": words, "url": "u"}]}, 2)
    held = parse("events:\n" + "\n".join(lines), "x").value["events"][0]
    assert (held["label"], held["tags"], held["sources"]) == (words, [words], [{"title": words, "url": "u"}])


def test_a_save_by_an_editor_meanwhile_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(SMALL, "utf-8")

    def edit(before: str) -> str:
        path.write_text("# saved by an editor\n", "utf-8")
        return insert(before, "events", {"id": "b", "date": "2025"})

    with pytest.raises(WriteError, match="was saved by another program meanwhile; it stays as it is"):
        edit_file(path, edit)
    assert path.read_text("utf-8") == "# saved by an editor\n"
    assert [file.name for file in tmp_path.iterdir()] == ["events.yaml"]


def test_of_many_edits_at_once_none_is_half_or_lost_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    written: list[str] = []

    def add(number: int) -> None:
        try:
            edit_file(path, lambda before: insert(before, "events", {"id": f"e{number}", "date": "2025"}))
            written.append(f"e{number}")
        except WriteError:
            pass

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes().startswith(b"\xef\xbb\xbf# what")
    held = {record["id"] for record in parse(path.read_text("utf-8-sig"), "x").value["events"]}
    assert written
    assert held == {"first", "last", *written}


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["2025-05-01"], "2025-01-01", "2025-12-31"),
        (["2024-11-05"], "2024-11-05", "2025-12-31"),
        (["2026-02-03", "2025-05-01"], "2025-01-01", "2026-02-03"),
        (["2024-11-05", "2026-02"], "2024-11-05", "2026-02-01"),
    ],
)
def test_a_coverage_is_as_wide_as_some_dates_need_and_all_else_stays(dates: list[str], first: str, last: str) -> None:
    before = as_text(dataset()).replace("coverage:", "coverage:  # what is known")
    after = widen_coverage(before, map(parse_date, dates))
    coverage = load_text(after).dataset.coverage
    assert (coverage.start.text, coverage.through.text) == (first, last)
    kept = [line for line in after.splitlines() if "from:" not in line and "through:" not in line]
    assert kept == [line for line in before.splitlines() if "from:" not in line and "through:" not in line]


def test_a_text_without_a_coverage_stays_as_it_is() -> None:
    assert widen_coverage("events: []\n", [parse_date("2025")]) == "events: []\n"
