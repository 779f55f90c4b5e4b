"""One glance: who holds it, what was instructed, what is late, in words."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hoiso.core.clock import OFFICE_ZONE
from hoiso.documents.sheet.glance import glance, next_deadline
from hoiso.documents.sheet.parts import (
    AssignmentLine,
    InstructionLine,
    MessageLine,
    RecipientLine,
    ReviewLine,
    Sheet,
)
from hoiso.documents.sheet.showing import recalled

NOW = datetime(2026, 11, 24, 8, 15, tzinfo=OFFICE_ZONE)
TODAY = date(2026, 11, 24)


def a_sheet(**changes: Any) -> Sheet:
    empty: dict[str, Any] = dict.fromkeys(Sheet.__dataclass_fields__, "")
    empty.update(dict.fromkeys(
        ("book_id", "issued_on", "arrived_on", "due_on", "finished_on", "holder_id", "held_since",
         "created_by", "draft_version", "page_amount", "copies"),
    ))  # fmt: skip
    empty.update(dict.fromkeys(
        ("files", "old_files", "events", "instructions", "assignments", "proposals", "reviews", "recipients",
         "links", "comments", "versions", "corrections", "messages", "dossiers", "folders", "seen"), (),
    ))  # fmt: skip
    return Sheet(**{**empty, "id": 1, "direction": "in", "state": "registered", "created_at": NOW, **changes})


def a_task(
    name: str = "Lê Thị Hà", *, part: str = "lead", state: str = "accepted", due: date | None = None
) -> Any:
    return AssignmentLine(1, 1, 7, name, part, state, due, NOW, None, None, None, "", None)


def test_at_the_desk() -> None:
    assert glance(a_sheet(), TODAY).sentences == ("Đang ở văn thư từ 24/11/2026, 08:15, chưa trình.",)


def test_in_work_says_who_since_when_and_what_was_instructed() -> None:
    line = InstructionLine(1, "Hà chủ trì.\nBáo cáo sớm.", None, 2, "Trần Thị Hoa", "Chủ tịch", NOW)
    sheet = a_sheet(
        state="in_work",
        holder_name="Lê Thị Hà",
        held_since=NOW,
        instructions=(line,),
        assignments=(a_task(),),
    )
    assert glance(sheet, TODAY).sentences == (
        "Lê Thị Hà đang giữ từ 24/11/2026, 08:15.",
        "Trần Thị Hoa bút phê: “Hà chủ trì. Báo cáo sớm”.",
    )
    assert not glance(sheet, TODAY).late


def test_who_is_late_is_named_once_and_to_be_informed_is_never_late() -> None:
    yesterday = TODAY - timedelta(days=1)
    tasks = (
        a_task(due=yesterday),
        a_task(due=yesterday),
        a_task("Phạm Thị Ngân", part="informed", state="unopened", due=yesterday),
        a_task("Võ Thị Mai", state="done", due=yesterday),
    )
    shown = glance(a_sheet(state="in_work", holder_name="Lê Thị Hà", assignments=tasks), TODAY)
    assert shown.late
    assert shown.sentences[-1] == "Đang quá hạn: Lê Thị Hà."


def test_a_finished_document_is_never_late() -> None:
    sheet = a_sheet(
        state="done", due_on=TODAY - timedelta(days=9), finished_on=TODAY, finish_note="Đã trả lời."
    )
    assert glance(sheet, TODAY).sentences == ("Đã xong ngày 24/11/2026. Đã trả lời.",)
    assert not glance(sheet, TODAY).late


def test_a_draft_laid_before_a_leader() -> None:
    review = ReviewLine(1, 3, 7, "Hà", NOW, "", 8, "Trần Thị Hoa", "waiting", "", None)
    shown = glance(a_sheet(direction="out", state="submitted", reviews=(review,)), TODAY)
    assert shown.sentences == ("Chờ Trần Thị Hoa duyệt bản 3 từ 24/11/2026, 08:15.",)


def test_an_issued_document_counts_its_recipients() -> None:
    base = RecipientLine(
        name="Xã A", line="here", printed=True, paper_copies=0, paper_sent_on=None, state="arrived",
        sent_at=NOW, opened_at=None, received_at=None, done_at=None, reason="",
    )  # fmt: skip
    recipients = (base, *(replace(base, state=state) for state in ("done", "refused", None)))
    shown = glance(a_sheet(direction="out", state="issued", recipients=recipients), TODAY)
    assert shown.sentences == ("Đã gửi 3 nơi nhận, 1 nơi chưa mở, 1 nơi từ chối nhận.",)


@pytest.mark.parametrize("state", ["void", "revoked", "returned"])
def test_what_is_over_tells_its_note_alone(state: str) -> None:
    assert glance(a_sheet(state=state, finish_note="Sai nơi nhận."), TODAY).sentences == ("Sai nơi nhận.",)
    assert glance(a_sheet(state=state), TODAY).sentences == ()


def test_the_nearest_open_deadline_stands_for_a_document_without_one() -> None:
    later, sooner = TODAY + timedelta(days=9), TODAY + timedelta(days=2)
    tasks = (a_task(due=later), a_task(due=sooner), a_task(state="done", due=TODAY))
    assert next_deadline(a_sheet(assignments=tasks)) == sooner
    assert next_deadline(a_sheet(assignments=tasks, due_on=later)) == later


def test_a_revocation_by_message_is_told_as_one_by_delivery_is() -> None:
    message = MessageLine("revoke", "H49.8", [], NOW)
    assert recalled(a_sheet(messages=(message,))) == "Thông điệp thu hồi nhận lúc 24/11/2026, 08:15"
    assert recalled(a_sheet(recalled="Thu hồi ngày 24/11/2026: Nhầm", messages=(message,))) == (
        "Thu hồi ngày 24/11/2026: Nhầm"
    )
    assert recalled(a_sheet(messages=(MessageLine("update", "H49.8", [], NOW),))) == ""
