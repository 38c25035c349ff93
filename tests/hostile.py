"""A file in which every text is one that a page, a chart or a spreadsheet might take for more than text."""

from __future__ import annotations

from typing import Any

import yaml

from app.data.vocabulary import EFFECTS, MEASURE_KINDS
from tests.factories import SUMMARY, dataset

# Short, for a label has 42 characters at most; each alone in its text, so that what it opens is not closed by another.
TEXTS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "\"><svg/onload='alert(4)'>",
    "</title></style></textarea><body>",
    "<iframe src=//evil.example></iframe>",
    "<a href='javascript:alert(5)'>go</a>",
    "<base href=//evil.example> <link>",
    '<span style="color:red">b</span><br>',
    "<b>1</b><i>2</i><sub>3</sub><sup>4</sup>",
    "<extra>%{x} %{customdata} %{y:.2f}",
    "{{7*7}} {%scripts%} {#x#} ${7*7} #{7}",
    "&lt;b&gt; &amp;amp; &quot; &#x27; &mu;",
    "--> <!-- ]]> <![CDATA[ */ ?> `'\"",
    "$\\alpha$ \\(x\\) \\u003cb\\u003e \\x3cb",
    '=HYPERLINK("//evil.example","x")',
    "+1|@SUM(A1)-2\t=3 ; DTSTART;X=\\n,",
    "__proto__ constructor toString null",
    "שלום مرحبا 漢字 👩‍👩‍👧 e\u0301 \u00a0\u200f İı ß",
)
PLAIN = tuple(f"word {number}" for number in range(len(TEXTS)))
ADDRESSES = (
    "https://example.org/?q=%3Cscript%3Ealert(1)%3C/script%3E&amp;lt=&lt;",
    "https://example.org/#javascript:alert(1);",
    "https://example.org/user@/{{7*7}}/%{x}/$(x)/=1+1",
)


def hostile(texts: tuple[str, ...] = TEXTS) -> dict[str, Any]:
    """A correct file with each of the texts in every field that takes free text; other texts give its harmless twin."""
    ids = range(len(texts))
    third = len(texts) / 3
    places = [("above", "between", "below")[int(number / third)] for number in ids]
    return dataset(
        *(_event(number, text) for number, text in enumerate(texts)),
        dataset={
            "title": texts[1],
            "description": " ".join(texts),
            "finding": f"{texts[0]} {texts[2]} {texts[12]}",
            "coverage": {"from": "2025-01-01", "through": "2025-12-31"},
            "limits": list(texts),
        },
        sides=[{"id": f"s{n}", "label": text, "place": places[n]} for n, text in enumerate(texts)],
        directions=[
            {"id": f"d{n}", "label": f"D {text}", "side": f"s{n}", "effect": list(EFFECTS)[n % 4]}
            for n, text in enumerate(texts)
        ],
        tracks=[{"id": f"t{n}", "label": f"T {text}", "side": f"s{n}", "why": text} for n, text in enumerate(texts)],
        tags=[{"id": f"g{n}", "label": f"G {text}"} for n, text in enumerate(texts)],
        actors=[
            {"id": f"a{n}", "name": f"N {text}", "name_zh": text, "kind": "other", "aliases": [text]}
            for n, text in enumerate(texts)
        ],
        measures=[_measure(number, text) for number, text in enumerate(texts)],
        stories=[_steps(texts), _claims(texts)],
        exceptions=[{"rule": "official-acts-have-strong-evidence", "reason": texts[0], "records": ["e0"]}],
    )


def _event(number: int, text: str) -> dict[str, Any]:
    page = {"url": f"https://example.org/{number}", "kind": "primary" if number else "press"}
    return {
        "id": f"e{number}",
        "date": f"2025-{1 + number // 2:02d}-{5 + 14 * (number % 2):02d}",
        "date_note": text,
        "label": f"{text} {number}"[:42],
        "title": f"{text} acted {number}.",
        "summary": f"{text} {SUMMARY}",
        "track": f"t{number}",
        "tags": [f"g{number}"],
        "kind": "rule",
        "jurisdiction": "us",
        "direction": f"d{number}",
        "status": "official",
        "significance": "2",
        "actors": [f"a{number}"],
        "measure": f"m{number}",
        "stage": "introduced",
        "relations": [{"type": "responds_to", "event": f"e{number - 1}", "basis": "stated"}] if number else [],
        "figures": [{"name": f"F {text}", "value": "1.5", "unit": f"U {text}"}],
        "sources": [
            page | {"publisher": f"P {text}", "title": f"S {text}", "origin": f"O {text}"},
            {"url": ADDRESSES[number % 3], "publisher": f"P {text}", "kind": "analysis", "archived": ADDRESSES[0]},
        ],
        "conflicts": f"C {text}",
    }


def _measure(number: int, text: str) -> dict[str, Any]:
    return {
        "id": f"m{number}",
        "title": f"M {text}",
        "kind": "bill" if number % 2 else list(MEASURE_KINDS)[number % len(MEASURE_KINDS)],
        "numbers": [f"B {text}"],
        "jurisdiction": "us",
        "sponsor": f"R {text}",
        "summary": f"Q {text}",
        "planned": [{"date": "2026-03-01", "what": f"W {text}", "source": ADDRESSES[number % 3]}],
    }


def _steps(texts: tuple[str, ...]) -> dict[str, Any]:
    steps = [{"text": text, "events": [f"e{number}"]} for number, text in enumerate(texts)]
    return {"id": "steps", "title": texts[2], "source": texts[3], "references": list(texts), "steps": steps}


def _claims(texts: tuple[str, ...]) -> dict[str, Any]:
    claims = [
        {"id": f"c{number}", "text": text, "verdict": "disputed", "why": f"Y {text}", "events": [f"e{number}"]}
        for number, text in enumerate(texts)
    ]
    return {"id": "claims", "title": texts[9], "claims": claims}


def as_yaml(file: dict[str, Any]) -> str:
    """The file as YAML, every text in quotes and every character outside of ASCII written as it is."""
    return yaml.safe_dump(file, sort_keys=False, allow_unicode=True, default_style='"', width=15_000)
