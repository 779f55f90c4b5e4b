"""Core member and posts held: named and ended by who keeps the member, with an entry of the trail."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.members.models import CoreSpan, Member, MemberPost
from tests.factories.members import a_branch, a_member
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

TODAY = clock.office_date(clock.now())


def _written(day):
    return f"{day:%d/%m/%Y}"


@pytest.fixture
def branch():
    return a_branch("Chi hội ấp Chánh", under=a_unit("Xã Thử Nghiệm"))


@pytest.fixture
def member(branch):
    return a_member(branch, name="Nguyễn Thị Lan")


@pytest.fixture
def head(client, branch):
    return signed_in(client, an_officer(Role.BRANCH_HEAD, branch))


def _acts(member):
    with owner():
        entries = Entry.objects.filter(subject="member", subject_id=member.pk).order_by("pk")
        return [entry.action for entry in entries if "read" not in entry.action]


def _is_core(member):
    with owner():
        return Member.objects.get(pk=member.pk).core


def test_she_is_named_a_core_member_and_is_one_no_more(head, member):
    address = reverse("member_core", args=[member.pk])
    typed = {"valid_from": "1/3/2020", "paper": "Biên bản họp chi hội"}
    assert head.post(address, typed)["Location"] == address
    assert _is_core(member)
    text = head.get(address).content.decode()
    assert "Từ 01/03/2020" in text
    assert "Biên bản họp chi hội" in text
    with owner():
        span = CoreSpan.objects.get()
    yesterday = TODAY - timedelta(days=1)
    head.post(address, {"viec": "thoi", "which": span.pk, "last": _written(yesterday)})
    assert not _is_core(member)
    with owner():
        assert CoreSpan.objects.get().valid_to == yesterday
    assert head.post(address, {"valid_from": _written(TODAY)}).status_code == 302
    assert _is_core(member)
    assert _acts(member) == ["member_core_named", "member_core_ended", "member_core_named"]


def test_a_post_is_held_with_its_term_and_ends(head, member, branch):
    address = reverse("member_posts", args=[member.pk])
    typed = {"kind": "deputy", "unit": branch.pk, "term": "2025–2030", "valid_from": "8/3/2025"}
    assert head.post(address, typed)["Location"] == address
    with owner():
        post = MemberPost.objects.get()
    assert (post.kind, post.term, post.valid_from) == ("deputy", "2025–2030", date(2025, 3, 8))
    assert "nhiệm kỳ 2025–2030" in head.get(address).content.decode()
    assert "Chi hội phó" in head.get(reverse("member", args=[member.pk])).content.decode()
    head.post(address, {"viec": "thoi", "which": post.pk, "last": _written(TODAY)})
    with owner():
        assert MemberPost.objects.get().valid_to == TODAY
    assert _acts(member) == ["member_post_given", "member_post_ended"]


@pytest.mark.parametrize(
    ("page", "given", "sentence"),
    [
        ("member_core", {"valid_from": ""}, "Nhập từ ngày"),
        ("member_core", {"valid_from": "31/2/2026"}, "chỉ có 28 ngày"),
        ("member_core", {"valid_from": "1/5/2026", "valid_to": "1/4/2026"}, "từ ngày bắt đầu trở đi"),
        ("member_core", {"viec": "thoi", "which": "x", "last": "1/5/2026"}, "Chọn lần ghi"),
        ("member_posts", {"kind": ""}, "Chọn chức vụ"),
        ("member_posts", {"kind": "other"}, "Ghi tên chức vụ"),
        ("member_posts", {"unit": "1"}, "Chọn nơi giữ chức vụ"),
        ("member_posts", {"term": "a" * 31}, "chỉ ghi được đến 30 ký tự"),
    ],
)
def test_bad_input_is_kept_and_said(head, member, branch, page, given, sentence):
    typed = {"kind": "head", "unit": branch.pk, "valid_from": "7/3/2026", "paper": "Biên bản số 7"} | given
    answer = head.post(reverse(page, args=[member.pk]), typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "viec" in given or "Biên bản số 7" in text
    with owner():
        assert not CoreSpan.objects.exists()
        assert not MemberPost.objects.exists()


def test_what_is_there_already_is_not_written_twice(head, member, branch):
    core = reverse("member_core", args=[member.pk])
    head.post(core, {"valid_from": "1/3/2020", "valid_to": "1/3/2021"})
    answer = head.post(core, {"valid_from": "1/1/2019"})
    assert answer.status_code == 422
    assert "đã là hội viên nòng cốt từ 01/03/2020" in answer.content.decode()
    posts = reverse("member_posts", args=[member.pk])
    typed = {"kind": "head", "unit": branch.pk, "valid_from": "1/3/2020"}
    head.post(posts, typed)
    answer = head.post(posts, typed | {"valid_from": "1/5/2020"})
    assert answer.status_code == 422
    assert "đã ghi từ 01/03/2020" in answer.content.decode()
    with owner():
        post = MemberPost.objects.get()
    answer = head.post(posts, {"viec": "thoi", "which": post.pk, "last": "1/2/2020"})
    assert answer.status_code == 422
    assert "Ngày cuối phải từ 01/03/2020" in answer.content.decode()


@pytest.mark.parametrize("page", ["member_core", "member_posts"])
def test_only_who_keeps_her_writes_and_in_eight_statements(client, head, member, branch, page):
    address = reverse(page, args=[member.pk])
    with CaptureQueriesContext(connection) as seen:
        assert head.get(address).status_code == 200
    asked = [one["sql"] for one in seen if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= 8, [one[:90] for one in asked]
    other = an_officer(Role.BRANCH_HEAD, a_branch(under=a_unit()))
    assert signed_in(client, other).post(address, {"valid_from": "1/3/2020"}).status_code == 404
    with owner():
        assert not CoreSpan.objects.exists()
