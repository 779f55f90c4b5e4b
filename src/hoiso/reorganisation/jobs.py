"""What the worker does after a unit was changed on a page."""

from datetime import date

from procrastinate.contrib.django import app

from hoiso.core import clock, scope


@app.task(name="reorganisation.carry_out", queue="units")
def carry_out(parts: list[str], unit_id: int, on: str, officer_id: int) -> None:
    """Take the ended unit's books along, under the system's scope; `officer_id` asked for it. Idempotent."""
    from hoiso.reorganisation.actions import carry_out as act

    now = clock.now()
    with scope.transaction_as(scope.system_token(clock.office_date(now))):
        act(parts=parts, unit_id=unit_id, on=date.fromisoformat(on), officer_id=officer_id, at=now)
