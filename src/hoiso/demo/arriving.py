"""Rules on arrival in the demo: one that acts, one that waits to be switched on."""

from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.documents.tables.arriving import ArrivalRule
from hoiso.documents.tables.keeping import Dossier


def write_rules(offices: Offices, year: Year) -> None:
    """Lay both lines down for the provincial office; its dossiers have their rows already."""
    unit = offices.province.unit
    clerk, leader, specialist = (
        offices.demo[one.key] for one in (accounts.CLERK, accounts.LEADER, accounts.SPECIALIST)
    )
    reports = Dossier.objects.filter(unit=unit, code="02.VP", closed_on=None).order_by("-year").first()
    made = {"unit": unit, "made_by": clerk.id, "made_by_name": clerk.name, "changed_at": year.now}
    ArrivalRule.objects.bulk_create(
        [
            ArrivalRule(
                **made, kind="BC", words="báo cáo, kết quả", dossier=reports, on_at=year.now, on_by=leader.id,
                on_by_name=leader.name,
            ),
            ArrivalRule(
                **made, sender="Uỷ ban nhân dân", words="bạo lực gia đình, bình đẳng giới",
                leader_id=leader.id, leader_name=leader.name, lead_id=specialist.id,
                lead_name=specialist.name, days=5,
            ),
        ]
    )  # fmt: skip
