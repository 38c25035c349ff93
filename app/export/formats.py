"""The registry of formats: what each holds, and which function makes it.

The functions are named, and imported when they are called, so that the list of formats costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from app.export.extract import Extract

Progress = Callable[[int, int], None]  # called with how many parts are done, of how many


def unheard(_done: int, _total: int) -> None:
    """A Progress that nobody follows."""


class MissingPart(Exception):  # noqa: N818  it tells what is to be installed, not what went wrong
    """A format lacks an optional part of the installation; the message says which, and how to get it."""


class WrongOption(ValueError):  # noqa: N818  wrong usage, as the command line tells it
    """An option has a value that it cannot have; the message says which, and what it may be."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that some formats offer: a switch, a whole number from 1 to `most`, or a text of the kind `text`."""

    id: str
    help: str
    most: int | None = None
    text: str = ""
    by_command: bool = False  # whether only the command line offers it, since it names what is on this machine

    @property
    def name(self) -> str:
        """What the functions of formats call it."""
        return self.id.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Format:
    """A form that a view can be written in."""

    id: str
    label: str
    suffix: str
    media_type: str
    holds: str  # one sentence
    function: str  # "module:name", called as name(extract), with its options by name
    options: tuple[Option, ...] = ()
    table: str = ""  # likewise, of the one table of events that a name such as x.csv promises
    folder: bool = False  # whether the function yields the files of a folder, each a name and its bytes
    progress: bool = False  # whether the function also takes progress=..., a Progress

    def content(self, extract: Extract, **options: Any) -> bytes:
        """The file of a view, the same bytes for the same input; a MissingPart where it cannot be made here.

        >>> import datetime as dt
        >>> from app.data.loading import load_dataset
        >>> from app.analysis.view import View
        >>> from app.export.extract import Extract
        >>> extract = Extract.of(load_dataset("tests/data/tariffs.yaml"), View(min=3), dt.date(2026, 7, 31))
        >>> FORMATS["bib"].content(extract).count(b"@misc") > 0
        True
        """
        content: bytes = resolve_name(self.function)(extract, **options)
        return content

    def files(self, extract: Extract, **options: Any) -> Iterable[tuple[str, bytes]]:
        """The files of a folder, each a name relative to it and its bytes; a MissingPart as above."""
        files: Iterable[tuple[str, bytes]] = resolve_name(self.function)(extract, **options)
        return files


SCALE: Final = Option("scale", "How many times as large.", most=4)
BASE_URL: Final = Option(
    "base-url",
    "The address at which it will stand; with it come a site map, canonical addresses and, where Chrome is there, a "
    "picture for previews.",
    text="URL",
)
CHANGES: Final = Option(
    "changes",
    "Tell what was added and corrected since a git revision, since another data file, or (all) in the whole history of "
    "the file: the site on a page and in feeds, the calendar at each entry.",
    text="REV|FILE|all",
    by_command=True,
)


PICTURE: Final = (
    SCALE,
    Option("size", "How large: whole, slide, social, column, square, a4, a4-landscape, or WxH in pixels.", text="SIZE"),
    Option("theme", "light or dark.", text="THEME"),
    Option("title", "A title in place of the finding.", text="TEXT"),
    Option("subtitle", "A line below the title.", text="TEXT"),
    Option("note", "A line of your own below the chart.", text="TEXT"),
    Option("chart", "Of several charts of a tab this one: balance, around or lags; bills or lives.", text="NAME"),
    Option("no-legend", "Without the legend."),
)


def _picture(form: str, label: str, media_type: str, sort: str) -> Format:
    holds = f"{sort}: what the tab of the view shows, with finding, legend, sources line and date; needs Chrome."
    return Format(form, label, f".{form}", media_type, holds, f"app.export.image:{form}", PICTURE, progress=True)


FORMATS: Final = {
    form.id: form
    for form in (
        Format(
            "html",
            "Web page",
            ".html",
            "text/html",
            "One page with the chart, the events and their sources; it opens from the disk, without a network.",
            "app.export.html_page:html_page",
            (
                Option("embed", "Compact, for a frame in another page."),
                Option("tabs", "all: every tab in one page, in place of that of the view.", text="WHICH"),
                Option("compress", "Pack the records; without scripts only titles and sources are read."),
            ),
        ),
        Format(
            "site",
            "Web site",
            "",
            "",
            "A folder for any web host: pages of timeline, stories, measures, actors and events, feeds, and the data.",
            "app.export.site:site",
            (BASE_URL, CHANGES, Option("no-previews", "Without pictures for previews of links, which take a while.")),
            folder=True,
            progress=True,
        ),
        _picture("png", "Picture (PNG)", "image/png", "Pixels"),
        _picture("svg", "Picture (SVG)", "image/svg+xml", "Vectors"),
        _picture("pdf", "Picture (PDF)", "application/pdf", "A page, on paper as many as it takes"),
        Format(
            "csv",
            "Tables (CSV)",
            ".zip",
            "application/zip",
            "A zip of four tables (events, sources, relations, measures) and a note on them.",
            "app.export.tables:csv_tables",
            table="app.export.tables:csv_events",
        ),
        Format(
            "json",
            "Records (JSON)",
            ".json",
            "application/json",
            "The full records of the events and of what they refer to, with the evidence grades.",
            "app.export.json_records:json_records",
        ),
        Format(
            "ics",
            "Calendar",
            ".ics",
            "text/calendar",
            "The events, and the known dates ahead of their measures, as whole days for calendar programs.",
            "app.export.calendar:ics_calendar",
            (CHANGES,),
        ),
        Format(
            "bib",
            "Citations (BibTeX)",
            ".bib",
            "application/x-bibtex",
            "Each cited page once, with the events that it bears out, for LaTeX.",
            "app.export.citations:bibtex",
        ),
        Format(
            "ris",
            "Citations (RIS)",
            ".ris",
            "application/x-research-info-systems",
            "Each cited page once, with the events that it bears out, for reference managers.",
            "app.export.citations:ris",
        ),
        Format(
            "csl-json",
            "Citations (CSL)",
            ".json",
            "application/vnd.citationstyles.csl+json",
            "Each cited page once, with the events that it bears out, for Zotero, Pandoc and their kin.",
            "app.export.citations:csl_json",
        ),
        Format(
            "md",
            "Chronology (Markdown)",
            ".md",
            "text/markdown",
            "A chronology by year and month to read, with the sources as footnotes.",
            "app.export.chronology:markdown",
        ),
        Format(
            "timelinejs",
            "TimelineJS",
            ".json",
            "application/json",
            "The events with their sources, in the JSON that TimelineJS reads.",
            "app.export.timelinejs:timelinejs",
        ),
        Format(
            "parquet",
            "Tables (Parquet)",
            ".zip",
            "application/zip",
            "The four tables of csv with their types, for pandas, DuckDB, R and their kin; needs pyarrow.",
            "app.export.tables:parquet_tables",
            table="app.export.tables:parquet_events",
        ),
        Format(
            "release",
            "Release of the data",
            ".zip",
            "application/zip",
            "A fixed state to cite and load: the tables with a Frictionless data package, checksums and a citation.",
            "app.export.release:release",
        ),
    )
}


def takers_of_options() -> dict[Option, list[str]]:
    """Each option that there is, with the ids of the formats that take it."""
    options = dict.fromkeys(option for form in FORMATS.values() for option in form.options)
    return {option: [form.id for form in FORMATS.values() if option in form.options] for option in options}
