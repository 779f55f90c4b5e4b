"""New accounts with their first posts, one or a whole list, all of it or nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from hoiso.access.actions.posts import refuse_role
from hoiso.access.actions.profile import accepted_phone, phone_taken
from hoiso.access.actor import Actor
from hoiso.access.errors import AccountRefused
from hoiso.access.logins import is_username
from hoiso.access.models import Officer, Post
from hoiso.access.queries import administered_units, logins_taken
from hoiso.access.rules import require_administration
from hoiso.audit import public as audit
from hoiso.core.folding import fold, given_name_key, nfc
from hoiso.units.models import Unit


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """An officer to be added with her first post; `since` is its first day."""

    full_name: str
    username: str
    unit_id: int
    role: str
    title: str
    since: date
    phone: str = ""
    email: str = ""
    form_of_address: str = ""


def add_officer(*, by: Actor, new: NewOfficer, at: datetime) -> Officer:
    """A new account with its first post. She signs in once she has used a printed slip."""
    return _add(by, [new], at)[0]


@transaction.atomic
def add_officers(*, by: Actor, officers: list[NewOfficer], at: datetime) -> list[int]:
    """All of a list or none; the new officers' ids in its order. The same statements for one and for many."""
    made = [officer.pk for officer in _add(by, officers, at)]
    audit.record(
        "officers_imported",
        "officer",
        None,
        at=at,
        actor_id=by.officer_id,
        unit_id=by.unit_id,
        count=len(made),
    )
    return made


@transaction.atomic
def _add(by: Actor, news: list[NewOfficer], at: datetime) -> list[Officer]:
    _refuse_wrong_units(by, news)
    accounts = [_account(by, new) for new in news]
    _refuse_taken(accounts)
    try:
        with transaction.atomic():
            made = Officer.objects.bulk_create(accounts)
            posts = Post.objects.bulk_create(
                Post(
                    officer=officer,
                    unit_id=new.unit_id,
                    role=new.role,
                    title=new.title.strip(),
                    valid_from=new.since,
                )
                for officer, new in zip(made, news, strict=True)
            )
    except IntegrityError as error:  # somebody took the name between the look and the insert
        raise AccountRefused(
            "Tên đăng nhập hoặc số điện thoại vừa có người dùng", field="username"
        ) from error
    for officer, post in zip(made, posts, strict=True):
        unit_id = post.unit_id
        audit.record("officer_added", "officer", officer.pk, at=at, actor_id=by.officer_id, unit_id=unit_id)
        audit.record(
            "post_given",
            "officer",
            officer.pk,
            at=at,
            actor_id=by.officer_id,
            unit_id=unit_id,
            post=post.pk,
        )
    return made


def _refuse_wrong_units(by: Actor, news: list[NewOfficer]) -> None:
    administered = administered_units()
    units = Unit.objects.in_bulk({new.unit_id for new in news})
    for new in news:
        require_administration(by, over=new.unit_id, administered=administered)
        refuse_role(by, new.role)
        unit = units.get(new.unit_id)
        if unit is None or (unit.valid_to is not None and unit.valid_to < new.since):
            raise AccountRefused("Đơn vị này không còn hoạt động vào ngày bắt đầu", field="unit")


def _account(by: Actor, new: NewOfficer) -> Officer:
    name = nfc(new.full_name)
    if len(name.split()) < 2:
        raise AccountRefused("Ghi đủ họ và tên", field="full_name")
    username = new.username.strip().lower()
    if not is_username(username):
        raise AccountRefused(
            "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm", field="username"
        )
    return Officer(
        full_name=name,
        folded=fold(name),
        name_key=given_name_key(name),
        username=username,
        phone=accepted_phone(new.phone),
        email=new.email,
        form_of_address=new.form_of_address,
        created_by=by.officer_id,
    )


def _refuse_taken(accounts: list[Officer]) -> None:
    taken = logins_taken([one.username for one in accounts], [one.phone for one in accounts if one.phone])
    usernames: set[str] = set(taken)
    phones: set[str] = set(taken)
    for one in accounts:
        if one.username in usernames:
            raise AccountRefused(
                f"Tên đăng nhập {one.username} đã có người dùng, hãy chọn tên khác", field="username"
            )
        if one.phone and one.phone in phones:
            raise phone_taken()
        usernames.add(one.username)
        phones.add(one.phone)
