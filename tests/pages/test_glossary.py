from __future__ import annotations

from app.analysis.frames import tables
from app.pages.events import Fragments
from app.pages.glossary import Glossary
from app.pages.method_panel import method_html
from tests.factories import SUMMARY, event, loaded

TERMS = [
    {"id": "bis", "name": "BIS", "meaning": "The bureau <of> controls.", "aliases": ["the Bureau"]},
    {"id": "hbm", "name": "HBM", "meaning": "Stacked memory."},
]
DATASET = loaded(
    event(summary=f"BIS acted, and the Bureau acted again; BIS-like HBM2 is no HBM. {SUMMARY}"), terms=TERMS
)


def test_a_term_is_explained_where_it_first_stands_and_only_as_a_word() -> None:
    text = "BIS acted, and the Bureau acted again; HBM2 is no HBM."
    assert Glossary.of(DATASET).explained(text, ["acted"]) == (
        '<abbr title="BIS: The bureau &lt;of&gt; controls.">BIS</abbr> <mark>acted</mark>, and the Bureau '
        '<mark>acted</mark> again; HBM2 is no <abbr title="HBM: Stacked memory.">HBM</abbr>.'
    )


def test_without_terms_a_text_stays_as_it_is() -> None:
    assert Glossary.of(loaded()).explained("BIS & HBM", ["hbm"]) == "BIS &amp; <mark>HBM</mark>"


def test_details_and_the_method_explain_terms() -> None:
    assert Fragments.of(DATASET).details("first-act").count("<abbr") == 2
    method = method_html(DATASET, tables(DATASET))
    assert '<dt>BIS</dt><dd>The bureau &lt;of&gt; controls. <span class="note">Also: the Bureau.</span></dd>' in method
    assert "<h2>Terms</h2>" not in method_html(loaded(), tables(loaded()))
