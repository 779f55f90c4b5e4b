"""Who may lead a case, help in it or be asked: whoever keeps dossiers at the unit or its heirs."""

from datetime import date

from hoiso.access.public import Right, reaching
from hoiso.core.errors import DomainError
from hoiso.documents.tables.keeping import Dossier, DossierReader
from hoiso.work.people import Person, people_with


def case_people(unit_id: int, *, on: date) -> tuple[Person, ...]:
    """By given name, each with the words of her posts. One statement."""
    return people_with(Right.KEEP_DOSSIERS, units=reaching(unit_id, on=on), on=on)


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
