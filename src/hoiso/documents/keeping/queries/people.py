"""Who may lead a case, help in it or be asked: whoever keeps dossiers at the unit or its heirs."""

from datetime import date

from django.db.models import Q

from hoiso.access.models import Post
from hoiso.access.public import Right, post_words, reaching
from hoiso.access.rights import HOLDERS
from hoiso.core.errors import DomainError
from hoiso.documents.tables.keeping import Dossier, DossierReader
from hoiso.work.people import Person


def case_people(unit_id: int, *, on: date) -> tuple[Person, ...]:
    """By given name, each with the words of her posts. Two statements."""
    posts = (
        Post.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
        .filter(Q(officer__retired_on=None) | Q(officer__retired_on__gt=on))
        .filter(unit_id__in=reaching(unit_id, on=on), role__in=HOLDERS[Right.KEEP_DOSSIERS])
        .select_related("officer")
        .order_by("officer__name_key", "officer_id", "id")
    )
    held: dict[int, list[Post]] = {}
    for post in posts:
        held.setdefault(post.officer_id, []).append(post)
    return tuple(
        Person(
            officer,
            found[0].officer.full_name,
            ", ".join(dict.fromkeys(post_words(post.role, post.title) for post in found)),
            frozenset(post.role for post in found),
        )
        for officer, found in held.items()
    )


def name_of(dossier: Dossier, officer_id: int, *, on: date, field: str) -> str:
    """Her name, where she may work on the case. Refused for anybody else, and for whom it is hidden from."""
    known = {one.id: one.full_name for one in case_people(dossier.unit_id, on=on)}
    if officer_id not in known:
        raise DomainError("Chọn người trong danh sách cán bộ của đơn vị", field=field)
    if not who_see(dossier, [officer_id]):
        raise DomainError(
            f"Hồ sơ giới hạn người xem và {known[officer_id]} chưa được xem. Thêm người xem trước rồi giao.",
            field=field,
        )
    return known[officer_id]


def who_see(dossier: Dossier, officers: list[int]) -> list[int]:
    """Those of them from whom the dossier is not hidden."""
    if not dossier.restricted:
        return officers
    readers = DossierReader.objects.filter(dossier=dossier).values_list("officer_id", flat=True)
    named = {dossier.creator_id, *readers}
    return [one for one in officers if one in named]
