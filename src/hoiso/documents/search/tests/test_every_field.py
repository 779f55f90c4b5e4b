"""Every field that is typed into the register is a way to its document (Decree 30, Annex VI, III.6.d)."""

from dataclasses import fields

import pytest
from django.db import connection

from hoiso.access.models import Officer
from hoiso.documents.incoming.entry import Entry
from hoiso.documents.search import words
from hoiso.documents.search.public import Asked, find
from hoiso.units.models import Unit
from tests.factories.documents import a_registered

pytestmark = pytest.mark.django_db

# What is typed, and the words by which it is looked for.
TYPED = {
    "subject": ("Về việc xoá mù chữ cho phụ nữ Khmer", "mù chữ"),
    "issuer": ("Ban Quản lý Khu kinh tế Mộc Bài", "mộc bài"),
    "symbol": ("745/BQLKKT-VP", "745/BQLKKT-VP"),
    "kind_name": ("Giấy giới thiệu", "giấy giới thiệu"),
    "place": ("Gò Dầu", "gò dầu"),
    "signer": ("Huỳnh Thị Kim Chi", "kim chi"),
    "signer_position": ("Trưởng ban quản trị", "trưởng ban quản trị"),
    "signing_capacity": ("Tuyên uỷ", "tuyên uỷ"),
    "language": ("Tiếng Stiêng", "tiếng stiêng"),
    "description": ("Kèm một đĩa ghi hình", "đĩa ghi hình"),
    "circulation": ("Lưu hành trong khối đoàn thể", "khối đoàn thể"),
    "addressees": ("Như trên; Liên đoàn Lao động", "liên đoàn lao động"),
    "exchange_id": ("H54.09.77,2026/01/02,745/BQLKKT-VP", "H54.09.77"),
}
# Days, counts and codes: asked by the filters of the search and of the tray, or part of another field.
ELSEWHERE = {
    "arrived_on", "issuer_unit_id", "code_number", "code_notation", "kind", "issued_on", "urgency",
    "due_on", "arrived_by", "page_amount", "copies", "paper_follows",
}  # fmt: skip


def test_no_field_was_forgotten_here() -> None:
    assert TYPED.keys() | ELSEWHERE == {field.name for field in fields(Entry)}


@pytest.mark.parametrize("name", TYPED)
def test_what_was_typed_finds_its_document(unit: Unit, clerk: Officer, name: str) -> None:
    typed, words = TYPED[name]
    a_registered(clerk, unit)
    wanted = a_registered(clerk, unit, **{name: typed})
    assert [hit.id for hit in find(Asked(words=words)).rows] == [wanted.pk]


def test_a_short_document_has_the_vector_of_the_way_for_long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = [
        ("A", "05/KH-BTV"), ("A", "Kế hoạch hoà giải, hòa giải ở Hoà Bình; hoa, HOA"), ("B", "Uỷ ban đ. Quỳ"),
        ("C", "x" * 70 + " " + "ấ" * 70), ("D", "nghiệm nghiêm nghiem a\u0302\u0301n 2026 kế hoạch"),
    ]  # fmt: skip
    short = words.vector(7, fields)
    monkeypatch.setattr(words, "_SHORT", 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector = %s::tsvector", [short, words.vector(7, fields)])
        assert cursor.fetchone() == (True,)
