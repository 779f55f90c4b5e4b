"""Versions as they are kept, compared and printed."""

from dataclasses import replace
from datetime import date

import pytest

from hoiso.core.errors import DomainError
from hoiso.documents.layouts.errors import UnprintableCharacter
from hoiso.documents.outgoing.content import (
    Annexed,
    DraftContent,
    RecipientChoice,
    from_json,
    official,
    refuse_unprintable,
)
from hoiso.documents.outgoing.differences import compared
from hoiso.documents.outgoing.numbers import book_kind, day_of_congress

CONTENT = DraftContent(
    kind="letter",
    subject="báo cáo quý III",
    body="Đề nghị báo cáo.\nTrước ngày 20/9.",
    issuer_lines=("HỘI LHPN TỈNH TÂY NINH",),
    notation="CV-BTV",
    place="Tây Ninh",
    collective="Ban Thường vụ",
    position="Chủ tịch",
    signer="Trần Thị Hoa",
    answer_by=date(2026, 9, 20),
    recipients=(
        RecipientChoice(name="Hội LHPN xã Mỹ Yên", unit_id=7, line="here", addressee=True),
        RecipientChoice(name="Đảng uỷ khối", paper_copies=1),
        RecipientChoice(name="Hội LHPN xã Tân Lập", unit_id=8, line="here", printed=False),
    ),
    annexes=(Annexed(3, "danh sach.xlsx"),),
)


def test_a_version_comes_back_from_its_json_as_it_was() -> None:
    assert from_json(CONTENT.to_json()) == CONTENT


def test_keys_that_a_later_release_dropped_do_not_hurt() -> None:
    assert from_json({**CONTENT.to_json(), "former": 1}) == CONTENT


def test_who_is_addressed_is_not_printed_twice_and_the_unprinted_not_at_all() -> None:
    letter = official(CONTENT)
    assert letter.addressees == ("Hội LHPN xã Mỹ Yên",)
    assert letter.recipients == ("Đảng uỷ khối",)
    plan = official(replace(CONTENT, kind="plan"))
    assert plan.addressees == ()
    assert plan.recipients == ("Hội LHPN xã Mỹ Yên", "Đảng uỷ khối")


def test_an_undrawable_letter_is_told_with_its_field() -> None:
    with pytest.raises(UnprintableCharacter) as refusal:
        refuse_unprintable(replace(CONTENT, subject="Chúc mừng 🎉"))
    assert refusal.value.field == "subject"
    refuse_unprintable(CONTENT)


def test_a_document_without_issuer_is_refused_in_words() -> None:
    with pytest.raises(DomainError, match="tên cơ quan ban hành"):
        official(replace(CONTENT, issuer_lines=()))


def test_versions_are_compared_line_by_line_and_long_runs_shortened() -> None:
    body = "\n".join(f"Dòng {place}." for place in range(20))
    before = replace(CONTENT, body=body)
    after = replace(before, body=body.replace("Dòng 9.", "Dòng chín.") + "\nDòng thêm.")
    lines = [(line.kind, line.before, line.after) for line in compared(before, after)]
    assert ("changed", "Dòng 9.", "Dòng chín.") in lines
    assert ("added", "", "Dòng thêm.") in lines
    assert lines.count(("same", "…", "…")) == 3
    assert compared(CONTENT, CONTENT)[0].before == "…"


@pytest.mark.parametrize(
    ("code", "by_kind", "party", "kind"),
    [
        ("KH", True, False, "KH"),
        ("KH", False, False, ""),
        ("KH", True, True, "B-KH"),
        ("KH", False, True, "B-"),
    ],
)
def test_which_series_numbers_a_document(code: str, by_kind: bool, party: bool, kind: str) -> None:
    assert book_kind(code, by_kind=by_kind, party=party) == kind


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20/09/2025", date(2025, 9, 20)),
        (" 1/3/2021 ", date(2021, 3, 1)),
        ("31/02/2025", None),
        ("", None),
        ("2025", None),
    ],
)
def test_the_day_of_the_congress_is_read_from_the_setting(written: str, day: date | None) -> None:
    assert day_of_congress(written) == day


def test_a_second_signer_stands_on_the_left() -> None:
    content = DraftContent(
        kind="contract", subject="Về việc in tài liệu", issuer_lines=("HỘI LHPN XÃ MỸ YÊN",), place="Mỹ Yên",
        position="Chủ tịch", signer="Trần Thị Hoa", co_signer="Lê Thị Tư", co_position="Đại diện bên B",
    )  # fmt: skip
    printed = official(from_json(content.to_json()))
    assert printed.co_signing is not None
    assert (printed.co_signing.position, printed.co_signing.signer) == ("ĐẠI DIỆN BÊN B", "Lê Thị Tư")
    assert official(replace(content, co_signer="")).co_signing is None


def test_changed_words_are_marked_within_a_line() -> None:
    before = DraftContent(kind="plan", body="Báo cáo trước ngày 20 tháng 11 năm 2026.\nCâu cũ hẳn.")
    after = replace(before, body="Báo cáo trước ngày 25 tháng 11 năm 2026.\nMột nội dung khác, viết mới.")
    first, second = (line for line in compared(before, after) if line.kind == "changed")
    assert [(run.text, run.other) for run in first.before_words] == [
        ("Báo cáo trước ngày ", False), ("20 ", True), ("tháng 11 năm 2026.", False),
    ]  # fmt: skip
    assert [run.text for run in first.after_words if run.other] == ["25 "]
    assert [(run.text, run.other) for run in second.after_words] == [(second.after, True)]
    for line in (first, second):
        assert "".join(run.text for run in line.before_words) == line.before
        assert "".join(run.text for run in line.after_words) == line.after
