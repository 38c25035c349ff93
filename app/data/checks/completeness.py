"""Rules on what a record must have, what a draft still lacks, and how long a text is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from app.data.checks.finding import Finding, Findings
from app.data.schema import NEEDED, Dataset, Event
from app.data.texts import FEWEST_WORDS, MOST_WORDS, SENTENCE_ENDS, count_words


def events_are_complete(dataset: Dataset) -> Findings:
    """An event that is no draft states what it is, who acts, who says so and where."""
    for index, event in enumerate(dataset.events):
        for name in () if is_draft(dataset, event) else lacking(dataset, event):
            yield Finding("events", index, (name,), f"{name!r} is missing.")


def titles_are_sentences(dataset: Dataset) -> Findings:
    """A title ends as a sentence does, in the scripts that mark the end of one."""
    for index, event in enumerate(dataset.events):
        if event.title and not _ends_as_sentence(event.title):
            yield Finding("events", index, ("title",), "'title' must be a sentence that ends with a full stop.")


def summaries_are_short(dataset: Dataset) -> Findings:
    """A summary has at most 90 words; where a script writes no blanks, as many characters as those take."""
    for index, event in enumerate(dataset.events):
        count = count_words(event.summary)
        if count > MOST_WORDS:
            yield Finding(
                "events", index, ("summary",), f"'summary' must have at most {MOST_WORDS} words, got {count}."
            )


def summaries_say_enough(dataset: Dataset) -> Findings:
    """A summary has 20 words or more: what happened, and why it matters."""
    for index, event in enumerate(dataset.events):
        count = count_words(event.summary)
        if not count and not is_draft(dataset, event):
            yield Finding("events", index, ("summary",), "'summary' is missing: say what happened and why it matters.")
        elif 0 < count < FEWEST_WORDS:
            message = (
                f"'summary' has {count} word{'' if count == 1 else 's'}; {FEWEST_WORDS} to {MOST_WORDS} say enough."
            )
            yield Finding("events", index, ("summary",), message)


def drafts_are_finished(dataset: Dataset) -> Findings:
    """No event is a draft, and none lacks what it needs."""
    drafts = [index for index, event in enumerate(dataset.events) if is_draft(dataset, event)]
    for index in drafts:
        event = dataset.events[index]
        missing = [*lacking(dataset, event), *([] if event.summary else ["summary"])]
        if missing:
            verb = "field is" if len(missing) == 1 else "fields are"
            message = f"the draft is not complete: {len(missing)} {verb} missing ({', '.join(missing)})."
            yield Finding("events", index, (), message)
    if drafts:
        verb = "is a draft" if len(drafts) == 1 else "are drafts"
        yield Finding("dataset", 0, (), f"{len(drafts):,} of {len(dataset.events):,} events {verb}.")


def is_draft(dataset: Dataset, event: Event) -> bool:
    """Whether an event is not complete yet, or its whole file is not."""
    return event.draft or dataset.dataset.draft


def lacking(dataset: Dataset, event: Event) -> Iterator[str]:
    """The needed fields that an event leaves out or empty."""
    spared = ({"track"} if len(dataset.tracks) == 1 else set()) | ({"direction"} if dataset.goes_by_track else set())
    for name in NEEDED:
        if name not in spared and (name not in event.model_fields_set or not getattr(event, name)):
            yield name


def _ends_as_sentence(text: str) -> bool:
    """Whether a text ends with a mark that ends sentences, a closing one after it or not, or in a script without."""
    ended = text.rstrip("\"'”’»)」』")
    last = ended[-1:] or text[-1]
    return last in SENTENCE_ENDS or (unicodedata.category(last) in ("Lo", "Mn", "Mc") and not _marks_ends(last))


def _marks_ends(letter: str) -> bool:
    """Whether the script of a letter without case has a full stop of its own, which then is asked for."""
    name = unicodedata.name(letter, "")
    return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "ARABIC", "HEBREW", "DEVANAGARI", "BENGALI"))
