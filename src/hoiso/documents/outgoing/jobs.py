"""Work that outlives the request. Running one twice makes nothing twice."""

from procrastinate.contrib.django import app

from hoiso.core import scope
from hoiso.core.clock import now, office_date


@app.task(name="documents.make_file")
def make_file(document_id: int) -> None:
    """Make the PDF of a numbered document, unless the request that numbered it has done so."""
    from hoiso.documents.outgoing.actions.making import make_file as make

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        make(document_id, at=at)


@app.task(name="documents.send_waiting")
def send_waiting(sending_id: int) -> None:
    """Issue what waited in the outbox, unless it was stopped."""
    from hoiso.documents.outgoing.actions.outbox import send_one

    send_one(sending_id, at=now())


@app.periodic(cron="* * * * *")
@app.task(name="documents.send_due", queueing_lock="documents.send_due", pass_context=False)
def send_due(timestamp: int) -> None:
    """Whatever is still there after its time: a worker died with it in hand."""
    from hoiso.documents.outgoing.actions.outbox import send_due as send

    send(at=now())
