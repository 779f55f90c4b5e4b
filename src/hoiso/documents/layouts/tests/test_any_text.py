"""Whatever is typed becomes a page: no text breaks the layout."""

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from hoiso.documents.layouts.body import parse
from hoiso.documents.layouts.characters import drawable, printable
from hoiso.documents.layouts.kinds import kind
from hoiso.documents.layouts.official_document import Layout
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_plan
from hoiso.documents.layouts.tests.measuring import measured, text_of

STARTS = (
    "Căn cứ A;", "Căn cứ B.", "Chương I", "Mục 1", "I. A", "1. A", "1.1. B", "Điều 1.", "Điều 2. Phạm vi",
    "a) x", "- y", "+ z", "| a | b |", "|---|---|", "| c |", "QUYẾT ĐỊNH:", "Một câu.",
)  # fmt: skip
LINES = st.one_of(
    st.sampled_from(STARTS),
    st.text(alphabet="abđIVX1.()|-+;:# Cănứĩ/,", max_size=60),
    st.text(alphabet=st.sampled_from(sorted(map(chr, drawable()))), max_size=80),
)


@settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
@given(
    st.lists(LINES, max_size=12).map("\n".join),
    st.sampled_from(list(Layout)),
    st.sampled_from(["plan", "letter"]),
)
def test_any_lines_make_pages_within_the_margins(text: str, layout: Layout, key: str) -> None:
    pages = measured(render(a_plan(body=parse(text), layout=layout, kind=kind(key))))
    assert any(line.text == "Nguyễn Thị Ánh Tuyết" for line in pages[-1].lines)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.text())
def test_cleaning_with_replacement_never_refuses_and_changes_nothing_twice(text: str) -> None:
    once = printable(text, replace=True)
    assert printable(once, replace=True) == once


def test_a_text_that_ends_with_a_heading_or_a_table_is_closed_by_the_signature() -> None:
    for text in ("Chương I", "Chương I\nQuy định chung", "| a | b |\n| 1 | 2 |", "I. MỤC ĐÍCH"):
        assert "./." not in text_of(render(a_plan(body=parse(text))))
