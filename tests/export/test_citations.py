from __future__ import annotations

import datetime as dt
import json
import warnings
from typing import Any

import pytest
import rispy
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from app.analysis.view import View
from app.data.schema import Dataset
from app.export.citations import bibtex, csl_json, ris
from app.export.extract import Extract
from tests.factories import event, loaded

TODAY = dt.date(2026, 7, 31)
HOSTILE = r"50% of $2 & {all} #1 _a_ ~ ^ \ 中国 Möller “q” <b> a@b"
PAGE = {"url": "https://example.org/a_b%20c?d=e&f#g~", "publisher": "Bits & Bytes", "kind": "primary"}


def pages(dataset: Dataset) -> set[str]:
    """Every cited address."""
    return {source.url for record in dataset.events for source in record.sources}


def entries(content: bytes) -> dict[str, Any]:
    """The entries of a BibTeX file as another library than the writer reads them."""
    return dict(parse_string(content.decode(), "bibtex").entries.items())


def test_each_page_stands_once_in_every_form(published: Dataset) -> None:
    wanted = sorted(pages(published))
    in_bibtex = entries(bibtex(Extract.of(published, View(), TODAY))).values()
    assert sorted(entry.fields["url"] for entry in in_bibtex) == wanted
    references = rispy.loads(ris(Extract.of(published, View(), TODAY)).decode())
    assert sorted(";".join(page["urls"]) for page in references) == wanted  # this reader parts addresses at ";"
    cited = json.loads(csl_json(Extract.of(published, View(), TODAY)))
    assert sorted(page["URL"] for page in cited) == wanted
    assert len({page["id"] for page in cited}) == len(wanted)


def test_a_note_names_every_event_that_a_page_bears_out(published: Dataset) -> None:
    cited = {page["URL"]: page["note"] for page in json.loads(csl_json(Extract.of(published, View(), TODAY)))}
    for record in published.events:
        assert all(record.id in cited[source.url] for source in record.sources)


def shared_page() -> Dataset:
    first = {**PAGE, "title": HOSTILE, "origin": "Reuters", "published": "2025-08~"}
    return loaded(
        event(date="2025-07-30", sources=[PAGE]),
        event(id="second-act", title="The regulator acted again.", sources=[first]),
    )


def test_what_one_record_of_a_page_lacks_comes_from_another() -> None:
    (page,) = json.loads(csl_json(Extract.of(shared_page(), View(), TODAY)))
    assert page == {
        "id": page["id"],
        "type": "webpage",
        "title": HOSTILE,
        "author": [{"literal": "Reuters"}],
        "container-title": "Bits & Bytes",
        "language": "en",
        "URL": PAGE["url"],
        "note": "Events: first-act, second-act. Kind of source: primary",
        "issued": {"date-parts": [[2025, 8]], "circa": True},
        "source": f"A dispute, data {shared_page().digest}. All events.",
    }


def test_bibtex_holds_any_text_as_text() -> None:
    (entry,) = entries(bibtex(Extract.of(shared_page(), View(), TODAY))).values()
    assert entry.type == "misc"
    assert "".join(entry.persons["author"][0].last_names) == "{Reuters}"
    assert LatexNodes2Text().latex_to_text(entry.fields["title"]).replace("ˆ", "^") == HOSTILE
    assert entry.fields["howpublished"] == r"Bits \& Bytes"
    assert (entry.fields["year"], entry.fields["month"], entry.fields["date"]) == ("2025", "8", "2025-08~")
    assert entry.fields["url"] == PAGE["url"]


def test_no_title_begins_an_entry_of_its_own() -> None:
    sections = loaded().model_dump(mode="json", by_alias=True)["dataset"] | {"title": "@misc{x, title={y}}"}
    hostile = {**PAGE, "title": "a\nER  - \nTY  - BOOK}\n@book{z,"}
    made = loaded(event(sources=[hostile]), dataset={key: sections[key] for key in sections if sections[key]})
    assert len(entries(bibtex(Extract.of(made, View(q="acted"), TODAY)))) == 1
    (page,) = rispy.loads(ris(Extract.of(made, View(), TODAY)).decode())
    assert page["title"] == "a ER - TY - BOOK} @book{z,"


def test_a_page_without_a_title_says_what_it_is_on_in_brackets() -> None:
    (page,) = json.loads(csl_json(Extract.of(loaded(), View(), TODAY)))
    assert page["title"] == "[On: The first act]"


@pytest.mark.parametrize(
    ("published", "stated"),
    [("2025-08-02", "2025/08/02/"), ("2025-08", "2025/08//"), ("2025", "2025///"), (None, None)],
)
def test_ris_states_dates_as_far_as_they_are_known(published: str | None, stated: str | None) -> None:
    source = {**PAGE, "published": published} if published else PAGE
    (page,) = rispy.loads(ris(Extract.of(loaded(event(sources=[source])), View(), TODAY)).decode())
    assert page.get("date") == stated
    assert page["type_of_reference"] == "ELEC"
    assert page["publisher"] == "Bits & Bytes"


def test_a_citation_processor_formats_them(published: Dataset) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the processor itself, on arguments that it does not know
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        cited = json.loads(csl_json(Extract.of(published, View(track=("h20-scrutiny",)), TODAY)))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(cited), formatter.plain)
        for page in cited:
            bibliography.register(Citation([CitationItem(page["id"])]))
        lines = [str(line) for line in bibliography.bibliography()]
    assert len(lines) == len(cited) > 50
    shown = " ".join(lines)
    assert [page["title"] for page in cited if page["title"].rstrip(".?!") not in shown] == []


def test_an_institution_with_commas_is_no_person() -> None:
    cited = {**PAGE, "publisher": "Paul, Weiss & Co.,LLP", "title": "Café, naïve: «états»"}
    extract = Extract.of(loaded(event(sources=[cited])), View(), TODAY)
    (reference,) = rispy.loads(ris(extract).decode())
    assert reference["authors"] == ["Paul Weiss & Co. LLP"]
    assert reference["title"] == "Café, naïve: «états»"
    (entry,) = entries(bibtex(extract)).values()
    assert [str(person) for person in entry.persons["author"]] == [r"{Paul, Weiss \& Co.,LLP}"]
    (page,) = json.loads(csl_json(extract))
    assert page["author"] == [{"literal": "Paul, Weiss & Co.,LLP"}]


def test_a_field_that_nothing_is_known_for_is_left_out(tariffs: Dataset) -> None:
    extract = Extract.of(tariffs, View(), TODAY)
    assert all(value not in ("", None, []) for page in json.loads(csl_json(extract)) for value in page.values())
    assert not [line for line in ris(extract).decode().splitlines() if line[2:].strip() == "-" and line[:2] != "ER"]
