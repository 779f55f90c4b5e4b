"""Work on stacks of scans behind the pages. Running one twice cuts nothing twice."""

from procrastinate.contrib.django import app

from hoiso.core.clock import now


@app.task(name="documents.look_through")
def look_through(stack_id: int) -> None:
    """See which pages of a stack are blank or separators."""
    from hoiso.documents.intake.actions import look_at_stack

    look_at_stack(stack_id, at=now())


@app.task(name="documents.propose_cuts")
def propose_cuts(stored_id: int) -> None:
    """Propose anew where documents begin, from the pages read so far."""
    from hoiso.documents.intake.actions import propose_cuts as propose
    from hoiso.documents.intake.actions import warn_of_mark

    at = now()
    warn_of_mark(stored_id, at=at)
    propose(stored_id, at=at)


@app.task(name="documents.split_stack")
def split_stack(stack_id: int) -> None:
    """Make the drafts of a stack."""
    from hoiso.documents.intake.actions import split_parts

    split_parts(stack_id, at=now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="documents.stacks_waiting", queueing_lock="documents.stacks_waiting", pass_context=False)
def stacks_waiting(timestamp: int) -> None:
    """Take up again what a worker left that was stopped between two steps."""
    from hoiso.documents.intake.actions import go_on

    go_on(at=now())


@app.periodic(cron="*/2 * * * *")
@app.task(name="documents.fetch_mails", queueing_lock="documents.fetch_mails", pass_context=False)
def fetch_mails(timestamp: int) -> None:
    """Unread mails become drafts."""
    from hoiso.documents.intake.mail_import import fetch_mails as fetch

    fetch(at=now())


@app.periodic(cron="* * * * *")
@app.task(name="documents.take_from_folder", queueing_lock="documents.take_from_folder", pass_context=False)
def take_from_folder(timestamp: int) -> None:
    """Finished files of the scanners' folder become drafts."""
    from hoiso.documents.intake.watching import take_from_folder as take

    take(at=now())
