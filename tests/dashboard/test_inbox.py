from __future__ import annotations

import datetime as dt
from pathlib import Path

from app.dashboard.answers import Question, answer
from app.dashboard.application import create_app
from app.dashboard.snapshot import Repository
from app.data.inbox import Candidate, offer, reject
from tests.factories import event, text

TODAY = dt.date(2026, 11, 24)


def candidate(**changes: str) -> Candidate:
    record = {**event(id="new-act", date="2025-09-01", title="The <b>regulator</b> acted again."), **changes}
    return Candidate("new-act", record, "rules", "2026-11-24", "federal-register answers 'chips'", "2026-1")


def test_the_inbox_is_a_tab_that_only_reads(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(text(event(), event(id="last", date="2025-12-01")), "utf-8")
    repository = Repository.of(path)
    before = repository.current()
    page = create_app(repository, lambda: TODAY).server.test_client()
    assert 'value="inbox"' not in page.get("/").text
    offer(tmp_path / "inbox.yaml", [candidate()])
    after = repository.current()
    assert after.version != before.version
    assert after.dataset is before.dataset
    assert 'value="inbox"' in page.get("/").text
    panel = answer(after, Question(query="tab=inbox"), TODAY)["panel"]
    assert "1 candidate from the registers" in panel
    assert "The &lt;b&gt;regulator&lt;/b&gt; acted again." in panel
    assert 'href="https://example.org/new-act"' in panel
    assert '<a href="?event=first-act" data-event="first-act">' in panel
    assert '<a href="?event=last" data-event="last">' in panel
    assert '<code class="command">policy-timeline inbox accept new-act</code>' in panel
    reject(tmp_path / "inbox.yaml", "new-act", "a tester", "no")
    assert repository.current().version == before.version
    assert 'value="inbox"' not in page.get("/").text


def test_a_broken_inbox_and_broken_candidates_leave_the_timeline_alone(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(text(), "utf-8")
    offer(tmp_path / "inbox.yaml", [candidate(date="soon")])
    repository = Repository.of(path)
    assert "0 candidates" in answer(repository.current(), Question(query="tab=inbox"), TODAY)["panel"]
    (tmp_path / "inbox.yaml").write_text("candidates: [", "utf-8")
    assert repository.current().inbox == ()
