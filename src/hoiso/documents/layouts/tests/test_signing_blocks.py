"""Lines above a signature (Decree 30 Điều 13; law-and-formats 2.2 and doubt 6)."""

import pytest

from hoiso.documents.layouts.official_document import Capacity, Layout, signing_block

A, B = Layout.ND30_UNION, Layout.PARTY_05


@pytest.mark.parametrize(
    ("layout", "capacity", "authority", "position"),
    [
        (A, Capacity.HEAD, (), "PHÓ CHỦ TỊCH"),
        (A, Capacity.ACTING_HEAD, (), "Q. PHÓ CHỦ TỊCH"),
        (A, Capacity.FOR_HEAD, ("KT. CHỦ TỊCH",), "PHÓ CHỦ TỊCH"),
        (A, Capacity.COLLECTIVE, ("TM. BAN THƯỜNG VỤ",), "PHÓ CHỦ TỊCH"),
        (A, Capacity.COLLECTIVE_FOR_HEAD, ("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH"), "PHÓ CHỦ TỊCH"),
        (A, Capacity.BY_ORDER, ("TL. CHỦ TỊCH",), "PHÓ CHỦ TỊCH"),
        (A, Capacity.BY_DELEGATION, ("TUQ. CHỦ TỊCH",), "PHÓ CHỦ TỊCH"),
        (B, Capacity.COLLECTIVE, ("T/M BAN THƯỜNG VỤ",), "PHÓ CHỦ TỊCH"),
        (B, Capacity.COLLECTIVE_FOR_HEAD, ("T/M BAN THƯỜNG VỤ",), "PHÓ CHỦ TỊCH"),
        (B, Capacity.BY_ORDER, ("T/L CHỦ TỊCH",), "PHÓ CHỦ TỊCH"),
    ],
)
def test_lines_by_capacity(
    layout: Layout, capacity: Capacity, authority: tuple[str, ...], position: str
) -> None:
    block = signing_block(
        layout=layout,
        capacity=capacity,
        collective="Ban Thường vụ",
        head_position="Chủ tịch",
        position="Phó Chủ tịch",
        signer="Lê Thị Thu Hà",
    )
    assert (block.authority, block.position, block.signer) == (authority, position, "Lê Thị Thu Hà")


def test_an_office_may_leave_out_the_line_for_the_head() -> None:
    block = signing_block(
        layout=A,
        capacity=Capacity.COLLECTIVE_FOR_HEAD,
        collective="Ban Thường vụ",
        head_position="Chủ tịch",
        position="Phó Chủ tịch",
        signer="Lê Thị Thu Hà",
        deputy_stands_for_head=False,
    )
    assert block.authority == ("TM. BAN THƯỜNG VỤ",)
