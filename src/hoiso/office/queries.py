"""Reported faults."""

from django.db.models import F

from hoiso.office.models import FaultReport

_MOST = 200


def fault_reports(*, officer_id: int | None) -> list[FaultReport]:
    """Reports of one officer, or of everybody (None), open ones first, newest first. One statement."""
    reports = FaultReport.objects.select_related("unit").order_by(
        F("settled_at").desc(nulls_first=True), "-at"
    )
    if officer_id is not None:
        reports = reports.filter(officer_id=officer_id)
    return list(reports[:_MOST])
