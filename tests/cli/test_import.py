from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.data.checks.rules import no_findings
from app.data.diffing import difference
from app.data.loading import load_dataset
from app.data.schema import Dataset
from tests.conftest import Serve
from tests.factories import event, text

FOREIGN = Path(__file__).parent.parent / "data" / "foreign"
FILES = sorted(FOREIGN.iterdir())


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def imported(source: Path, out: Path) -> Dataset:
    """The file that an import makes."""
    result = run("import", source, "--out", out)
    assert result.exit_code == 0, result.output
    return load_dataset(out, check=no_findings)


@pytest.mark.parametrize("source", FILES, ids=lambda path: path.name)
def test_each_foreign_file_becomes_a_timeline(source: Path, tmp_path: Path, serve: Serve) -> None:
    """One command brings it in; it is checked, served and exported as it stands."""
    out = tmp_path / "events.yaml"
    dataset = imported(source, out)
    assert run("check", out).exit_code == 0
    with urllib.request.urlopen(serve(out), timeout=60) as page:  # noqa: S310  our own server
        assert dataset.dataset.title in page.read().decode()
    exported = run("export", "html", out, "--drafts", "--out", tmp_path / "x.html")
    assert exported.exit_code == 0
    assert all(event.label in (tmp_path / "x.html").read_text("utf-8") for event in dataset.events)
    assert json.loads((tmp_path / "events.schema.json").read_text("utf-8"))["title"] == "Dataset"
    again = run("import", source, "--out", out)
    assert again.output.startswith(
        f"Added 0 drafts from {source} to {out}.\nTaken for an event that is there already:\n"
    )
    assert load_dataset(out, check=no_findings) == dataset


@pytest.mark.parametrize("source", FILES, ids=lambda path: path.name)
def test_each_foreign_file_is_drawn(source: Path, tmp_path: Path) -> None:
    images = pytest.importorskip("PIL.Image")
    out, picture = tmp_path / "events.yaml", tmp_path / "x.png"
    dataset = imported(source, out)
    drawn = run("export", "png", out, "--drafts", "--out", picture)
    if "Chrome or Chromium, and none was found" in drawn.output:
        pytest.skip(drawn.output)
    assert drawn.exit_code == 0, drawn.output
    with images.open(picture) as image:
        assert image.width > 1_000
        colours = image.convert("RGB").resize((image.width // 4, image.height // 4)).getcolors(1_000_000) or []
    assert len(colours) > 3 + len(dataset.tracks)


LOST = {
    "chronik.xlsx": ["row 6: no date can be read from 'irgendwann'", "the columns Farbe", "the sheets Notizen"],
    "endoflife.json": [
        "release 3: it reaches the end of its life on a day that is not known",
        "the fields latest, latestReleaseDate",
    ],
    "federal_register.json": ["the fields pdf_url"],
    "hearings.ics": ["repetitions after the first", "places", "times of day"],
    "laws.csv": [
        "row 4: it has no date",
        "the columns AGORA ID, Most recent activity, Proposed date, Annotated?, Validated?",
    ],
    "timeline.mw": ["line 13: no date can be read from 'after !pier 3 days'", "the tags of 1 section"],
    "timelinejs.csv": [
        "row 6: the year '-50' is outside of the years 1 to 9999",
        "row 7: must be a day of the calendar, got '2024-02-30'",
        "row 8: the era 'Years of storms'",
        "times of day",
        "captions of media",
        "written-out dates",
        "the end of 1 title, which had more than 110 characters and stands whole in a summary",
    ],
}


def lost(source: Path, *more: str) -> list[str]:
    """What an import tells that it did not bring over."""
    named = run("import", source, "--out", source.with_suffix(".yaml"), "--dry-run", *more).output
    return [line[4:] for line in named.partition("Not brought over:\n")[2].splitlines() if line.startswith("  - ")]


@pytest.mark.parametrize("source", FILES, ids=lambda path: path.name)
def test_each_import_tells_what_it_lost(source: Path) -> None:
    assert lost(source) == LOST[source.name]


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20250310
DURATION:P3D
SUMMARY:The committee sat
STATUS:CANCELLED
GEO:1.0;2.0
END:VEVENT
BEGIN:VTODO
SUMMARY:To do
END:VTODO
END:VCALENDAR
"""


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        (
            "x.csv",
            "Date,Title,Group\n2025-01-02,It began,Roads | Bridges | Works\n",
            ["row 2: of 3 groups the first is the lane, the others are tags"],
        ),
        ("x.csv", "Date,Title\n2025-01-02 08:30,It began\n", ["times of day"]),
        (
            "x.csv",
            "Date,Title,Link,Kind,Status\n2025-01-02,It began,none,rulez,sure\n",
            [
                "row 2: 'Link' holds 'none', which is no address",
                "row 2: 'Kind' holds 'rulez', which is no kind",
                "row 2: 'Status' holds 'sure', which is no status",
            ],
        ),
        (
            "x.json",
            '{"meta": {"by": "A"}, "rows": [{"date": "2025", "title": "It began", "sure": true}, {"title": "x"}]}',
            ["row 3: it has no date", "the columns sure", "what stands beside the records: meta"],
        ),
        (
            "x.ics",
            CALENDAR,
            ["whether an event is tentative or cancelled", "the fields GEO", "1 VTODO"],
        ),
        ("x.mw", "timezone: -5\n2025-01-02: It began\n", ["timezone: -5"]),
        (
            "x.json",
            '{"events": [{"start_date": {"year": 2025, "hour": 8}, "text": {"headline": "It began"}, '
            '"background": {"color": "red"}, "display_date": "then"}], "eras": [{}]}',
            ["1 era", "times of day", "backgrounds", "written-out dates"],
        ),
        (
            "x.json",
            '{"results": [{"document_number": "1", "title": "A", "publication_date": "2025-01-02", "topics": ["a"]},'
            ' {"document_number": "2", "title": "No day"}]}',
            ["the fields topics", "1 document without a title or a day"],
        ),
    ],
)
def test_what_has_no_place_in_a_record_is_told(name: str, content: str, named: list[str], tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_text(content, "utf-8")
    assert lost(source) == named


def test_further_groups_become_tags_and_a_described_source_a_document(tmp_path: Path) -> None:
    source = tmp_path / "x.csv"
    source.write_text(
        "Date,Title,Group,Tags,Source\n2025-01-02,It began,Roads | Bridges,Works,The minutes of 3 May\n"
        "2025-02-03,It went on,Roads,,www.example.com/minutes\n",
        "utf-8",
    )
    first, second = imported(source, tmp_path / "events.yaml").events
    assert (first.track, first.tags) == ("roads", ("bridges", "works"))
    assert (first.sources[0].document, second.sources[0].url) == (
        *("The minutes of 3 May", "https://www.example.com/minutes"),
    )


def dates(dataset: Dataset) -> dict[str, str]:
    return {event.title: event.date.text for event in dataset.events}


def test_german_dates_of_a_spreadsheet(tmp_path: Path) -> None:
    dataset = imported(FOREIGN / "chronik.xlsx", tmp_path / "events.yaml")
    assert dates(dataset) == {
        "Der Rat beschloss den Bau einer Halle.": "2023-07-31",
        "Die Stadt begann mit dem Bau.": "2024-03-01",
        "Das Gericht prüfte eine Klage gegen den Bau.": "2024-11-05",
        "Die Halle öffnete.": "2025~",
    }
    assert [track.label for track in dataset.tracks] == ["Halle", "Gericht"]


def test_a_sheet_of_timelinejs(tmp_path: Path) -> None:
    dataset = imported(FOREIGN / "timelinejs.csv", tmp_path / "events.yaml")
    assert (dataset.dataset.title, dataset.dataset.description) == (
        *("Ferry routes of an island", "Lines that came and went."),
    )
    assert list(dates(dataset).values()) == ["2019-05-01", "2021/2022", "2023-11"]
    assert [source.publisher for source in dataset.events[1].sources] == ["Island Herald"]


def test_a_markwhen_text(tmp_path: Path) -> None:
    dataset = imported(FOREIGN / "timeline.mw", tmp_path / "events.yaml")
    assert list(dates(dataset).values()) == ["1998", "2001-03/2003-09", "2004-05-12", "2019-06/.."]
    assert [track.label for track in dataset.tracks] == ["Building", "Repairs"]
    assert dataset.events[0].tags == ("plan",)


def test_a_calendar(tmp_path: Path) -> None:
    dataset = imported(FOREIGN / "hearings.ics", tmp_path / "events.yaml")
    assert dates(dataset) == {
        "The committee heard three days of evidence.": "2025-03-10/2025-03-12",
        "The committee met.": "2025-04-01/2025-04-02",
    }
    assert "Sample Committee" in [actor.name for actor in dataset.actors]


def test_releases_and_their_ends(tmp_path: Path) -> None:
    dataset = imported(FOREIGN / "endoflife.json", tmp_path / "events.yaml")
    assert dates(dataset)["Endoflife 3.1 leaves active support."] == "2025-04-02"
    assert len(dataset.events) == 7


def test_documents_of_the_federal_register_are_primary_sources(tmp_path: Path) -> None:
    dataset = imported(FOREIGN / "federal_register.json", tmp_path / "events.yaml")
    assert {source.kind for event in dataset.events for source in event.sources} == {"primary"}
    assert dataset.events[0].summary.startswith("The Sample Bridge Office proposes that each bridge")


def test_a_table_with_long_column_names(tmp_path: Path) -> None:
    dataset = imported(FOREIGN / "laws.csv", tmp_path / "events.yaml")
    assert (dataset.events[0].label, dataset.events[0].date.text) == ("Sample Machines Act", "2024-05-17")
    assert [tag.label for tag in dataset.tags] == [
        *("Applications: Government", "Incentives: Civil liability", "Applications: Education"),
    ]


def test_an_ambiguous_column_is_asked_about(tmp_path: Path) -> None:
    source, out = tmp_path / "x.csv", tmp_path / "events.yaml"
    source.write_text("Date,Title\n3/4/2025,It began\n5/6/2025,It went on\n", "utf-8")
    result = run("import", source, "--out", out)
    assert result.exit_code == 2
    assert result.output == (
        f"{source}: '3/4/2025' in the column 'Date' can have the day first or the month first. "
        "Say --day-first or --month-first.\n"
    )
    assert not out.exists()
    assert run("import", source, "--out", out, "--day-first").exit_code == 0
    assert list(dates(load_dataset(out)).values()) == ["2025-04-03", "2025-06-05"]


def test_columns_can_be_named(tmp_path: Path) -> None:
    source, out = tmp_path / "x.csv", tmp_path / "events.yaml"
    source.write_text("A;B;C\n2025-01-02;It began;https://example.org/a\n", "utf-8")
    result = run("import", source, "--out", out)
    assert result.output == (
        f"{source}: no column seems to hold the date. Name one of A, B, C with --map date=COLUMN.\n"
    )
    wrong = run("import", source, "--out", out, "--map", "date=D")
    assert wrong.output == f"{source}: has no column 'D'; it has A, B, C.\n"
    named = run("import", source, "--out", out, "--map", "date=A", "--map", "title=B", "--map", "url=C")
    assert named.exit_code == 0
    assert load_dataset(out).events[0].sources[0].url == "https://example.org/a"


def test_what_is_new_is_added_to_a_file_and_all_else_there_stays(tmp_path: Path) -> None:
    source, out = tmp_path / "x.csv", tmp_path / "events.yaml"
    source.write_text("Date,Title,Track\n2025-01-02,It began,Lane\n2025-03-01,It ended,Lane\n", "utf-8")
    assert run("import", source, "--out", out).exit_code == 0
    before = out.read_text("utf-8").replace("events:\n", "events:  # by date\n")
    out.write_text(before, "utf-8")
    source.write_text("Date,Title,Track\n2025-01-02,It began!,lane\n2025-02-01,It went on,Lane\n", "utf-8")
    dry = run("import", source, "--out", out, "--dry-run")
    assert dry.output.startswith("Would add 1 draft from ")
    assert out.read_text("utf-8") == before
    result = run("import", source, "--out", out)
    assert "  - row 2: 'It began!' is 'it-began'\n" in result.output
    after = load_dataset(out)
    assert [event.id for event in after.events] == ["it-began", "it-went-on", "it-ended"]
    assert len(after.tracks) == 1
    added = [line for line in out.read_text("utf-8").splitlines() if line not in before.splitlines()]
    assert added[0] == "  - id: it-went-on"
    assert "events:  # by date" in out.read_text("utf-8")


def test_own_tables_come_back(tmp_path: Path, tariffs: Dataset) -> None:
    zipped, out = tmp_path / "tables.zip", tmp_path / "events.yaml"
    assert run("export", "csv", FOREIGN.parent / "tariffs.yaml", "--out", zipped).exit_code == 0
    back = imported(zipped, out)
    for new, old in zip(back.events, tariffs.events, strict=True):
        assert (new.id, new.date, new.title, new.summary) == (old.id, old.date, old.title, old.summary)
        assert (new.relations, new.measure, new.stage) == (old.relations, old.measure, old.stage)
        assert new.sources == old.sources


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.csv", "", "{}: is empty.\n"),
        ("x.csv", "Date,Title\n", "{}: holds no rows under a line of column names.\n"),
        ("x.json", "{", "{}: is no JSON: "),
        ("x.json", "[" * 100_000, "{}: is n"),
        ("x.json", "{}", "{}: holds no list of records.\n"),
        ("x.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "{}: "),
        ("x.xlsx", "no zip", "{}: is no Excel file that can be read (BadZipFile). Save it again.\n"),
        ("x.zip", "no zip", "{}: is no zip that can be read: "),
        ("x.pdf", "%PDF", "{}: is no kind of file that is known. Name one with --form: tables, xlsx, "),
        (
            "x.mw",
            "nothing",
            "{}: read as markwhen, but nothing with a date and a title was found. line 1: 'nothing'.\n",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_a_message(name: str, content: str, message: str, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_text(content, "utf-8")
    result = run("import", source, "--out", tmp_path / "events.yaml")
    assert result.exit_code == 1
    assert result.output.startswith(message.format(source))
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    source, out = tmp_path / "x.json", tmp_path / "events.yaml"
    words = "<script>alert(1)</script> a: b #c \u202e \x00 & * {x} " + "y" * 300
    records = [{"date": "2025-01-02", "title": words, "url": 'https://example.org/"><b>', "group": words}]
    source.write_text(json.dumps(records), "utf-8")
    result = run("import", source, "--out", out)
    assert result.exit_code == 0, result.output
    assert run("check", out).exit_code == 0


def test_an_answered_form_becomes_a_draft(tmp_path: Path) -> None:
    source, out = tmp_path / "issue.md", tmp_path / "events.yaml"
    source.write_text(
        "### What happened\n\nThe agency fined a dealer.\n\n### When it happened\n\n2025-08-03\n\n### Sources\n\n"
        "https://example.org/a\nhttps://example.com/b\n\n### Who acted\n\n_No response_\n",
        "utf-8",
    )
    dataset = imported(source, out)
    assert dates(dataset) == {"The agency fined a dealer.": "2025-08-03"}
    assert len(dataset.events[0].sources) == 2


CORRECTION = """### Event

{event}

### What is wrong

The record has the wrong day; the notice is of 2 August.

### Sources

https://example.org/first-act/
https://example.com/notice

### The right date

{date}

### The right title

_No response_

### The right summary

_No response_
"""


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """A data file of three events."""
    path = tmp_path / "events.yaml"
    second = event(id="second-act", date="2025-08-01", title="A court heard another matter.")
    third = event(id="third-act", date="2025-08-03", title="A ministry published a list.")
    path.write_text(text(event(), second, third), "utf-8")
    return path


def corrects(path: Path, name: str = "first-act", date: str = "2025-08-02") -> Result:
    form = path.with_name("issue.md")
    form.write_text(CORRECTION.format(event=name, date=date), "utf-8")
    return run("import", form, "--out", path)


@pytest.mark.parametrize(
    "name",
    [
        "first-act",
        "`first-act`",
        "https://example.org/timeline/events/first-act.html",
        "http://127.0.0.1:8050/?track=scrutiny&event=first-act",
        "https://example.org/timeline/index.html#event=first-act",
    ],
)
def test_an_answered_correction_waits_in_the_inbox_as_that_event(corrected: Path, name: str) -> None:
    before, inbox = corrected.read_text("utf-8"), corrected.with_name("inbox.yaml")
    done = corrects(corrected, name)
    assert done.output == (
        f"Offered in {inbox}: first-act-correction (date, sources).\n"
        f"See: policy-timeline inbox show first-act-correction --events {corrected}\n"
    )
    assert corrected.read_text("utf-8") == before
    shown = run("inbox", "show", "first-act-correction", "--events", corrected).output
    assert "# corrects first-act: date, sources\n" in shown
    assert '    date: "2025-08-02"\n' in shown
    assert corrects(corrected, name).output == f"Nothing new: {inbox} has this correction already.\n"


def test_an_accepted_correction_changes_just_these_fields_and_the_place(corrected: Path) -> None:
    before = load_dataset(corrected)
    corrects(corrected)
    accepted = run("inbox", "accept", "first-act-correction", "--events", corrected, "--by", "a tester")
    assert accepted.output == f"'first-act' is corrected in {corrected} now.\n  - changed there: date, sources\n"
    after = load_dataset(corrected)
    assert [each.id for each in after.events] == ["second-act", "first-act", "third-act"]
    assert difference(before, after) == [
        "~ events first-act: date: 2025-07-31 -> 2025-08-02",
        "~ events first-act: sources: + {url: https://example.com/notice, publisher: example.com, kind: analysis, "
        "language: en}",
    ]


def test_what_a_correction_leaves_stands_as_it_stood(corrected: Path) -> None:
    """Numbers and truths without quotes, long addresses on one line."""
    long = f"https://example.org/{'a' * 120}"
    figures = "  draft: true\n  figures:\n  - {name: Duty, value: 25, unit: percent}\n  sources:\n"
    before = corrected.read_text("utf-8").replace("  sources:\n", figures, 1)
    corrected.write_text(before.replace("https://example.org/first-act", long, 1), "utf-8")
    corrects(corrected, date="2025-07-31")
    assert run("inbox", "accept", "first-act-correction", "--events", corrected).exit_code == 0
    after = corrected.read_text("utf-8").splitlines()
    assert "  draft: true" in after
    assert "    - {name: Duty, value: 25, unit: percent}" in after
    assert f"    - url: {long}" in after


def test_a_correction_keeps_what_an_editor_changed_meanwhile(corrected: Path) -> None:
    corrects(corrected)
    corrected.write_text(corrected.read_text("utf-8").replace("The regulator acted.", "The agency acted."), "utf-8")
    assert run("inbox", "accept", "first-act-correction", "--events", corrected).exit_code == 0
    act = load_dataset(corrected).by_id["first-act"]
    assert (act.title, act.date.text) == ("The agency acted.", "2025-08-02")


@pytest.mark.parametrize(
    ("name", "date", "message"),
    [
        (
            "frst-act",
            "2025-08-02",
            "there is no event 'frst-act' to correct. Did you mean 'first-act'? Give its id, or its address.\n",
        ),
        ("first-act", "soon", "'soon' is no date that can be read. Write its date as 2026-07-31, 2026-07 or 2026.\n"),
    ],
)
def test_a_correction_that_cannot_be_one_is_a_message(corrected: Path, name: str, date: str, message: str) -> None:
    done = corrects(corrected, name, date)
    assert (done.exit_code, done.output) == (1, f"{corrected.with_name('issue.md')}: {message}")
    assert not corrected.with_name("inbox.yaml").exists()


def test_a_correction_without_a_new_value_is_for_a_curators_hand(corrected: Path) -> None:
    form = corrected.with_name("issue.md")
    form.write_text("### Event\n\nfirst-act\n\n### What is wrong\n\nAll of it.\n", "utf-8")
    assert run("import", form, "--out", corrected).exit_code == 0
    refused = run("inbox", "accept", "first-act-correction", "--events", corrected)
    assert refused.exit_code == 1
    assert refused.output.startswith("'first-act-correction' names no new value. Correct 'first-act' by hand, then ")


def test_a_correction_of_an_event_with_comments_in_it_is_not_written(corrected: Path) -> None:
    commented = corrected.read_text("utf-8").replace("  kind: rule\n", "  kind: rule  # or a notice?\n", 1)
    corrected.write_text(commented, "utf-8")
    corrects(corrected)
    refused = run("inbox", "accept", "first-act-correction", "--events", corrected)
    assert refused.exit_code == 1
    assert "comments stand within 'first-act', which would be lost. Correct it by hand." in refused.output
    assert corrected.read_text("utf-8") == commented


def test_a_new_event_refers_to_nothing_that_an_imported_file_does_not_declare(tmp_path: Path) -> None:
    out = tmp_path / "events.yaml"
    imported(FOREIGN / "timelinejs.csv", out)
    begun = run("new", "event", "date=2021-05-05", "title=The council met.", "--into", out)
    assert begun.exit_code == 0, begun.output
    checked = run("check", out)
    assert checked.exit_code == 0, checked.output
