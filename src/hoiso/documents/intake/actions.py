"""A stack of scans is kept, its cuts are arranged, and its parts become drafts at the desk."""

import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.inspection import Use
from hoiso.core.files.kinds import Kind
from hoiso.core.models import StoredFile
from hoiso.documents import filing, recognition, secrecy
from hoiso.documents.errors import SecretRefused
from hoiso.documents.files import public as files
from hoiso.documents.incoming import public as incoming
from hoiso.documents.intake import phrases, rules
from hoiso.documents.intake.errors import StackRefused
from hoiso.documents.tables.incoming import IncomingDraft
from hoiso.documents.tables.intake import ScanPart, ScanStack
from hoiso.documents.tables.recognition import Recognition
from hoiso.notices.public import tell
from hoiso.reading.scans import MOST_PAGES
from hoiso.reading.stacks import Look, Start, Why, look_through, part_of, proposed_starts
from hoiso.reading.text import PageTexts

State = ScanStack.State
LOOK, SPLIT = "documents.look_through", "documents.split_stack"
_LONG_AGO = timedelta(minutes=10)


def take_stack(*, by: Actor, unit_id: int, upload: incoming.Upload, at: datetime) -> ScanStack:
    """Keep a PDF of many documents and have it looked through; the same one brought twice goes on.

    Raises `FileRefused`, `StackRefused` for what is no stack, `SecretRefused` for a mark of secrecy;
    nothing is kept then.
    """
    require(by, Right.REGISTER_INCOMING, at=unit_id, anew=True)
    taken: list[str] = []
    try:
        with transaction.atomic():
            filed = filing.take_in(upload.stream, upload.name, at=at, use=Use.ANNEX)
            taken.append(filed.stored.sha256)
            _require_stack(filed.stored)
            texts, proposals = secrecy.read_pages(filed.stored)
            secrecy.require_no_mark(proposals)
            return _keep(by, unit_id, filed, texts, at)
    except SecretRefused:
        secrecy.forget_contents(taken)
        audit.record("refuse_secret", "unit", unit_id, at=at, actor_id=by.officer_id, unit_id=unit_id)
        raise
    except StackRefused:
        secrecy.forget_contents(taken)
        raise


def _require_stack(stored: StoredFile) -> None:
    if Kind(stored.kind) is not Kind.PDF:
        raise StackRefused(phrases.NOT_PDF, field="upload")
    pages = stored.pages or 0
    if pages < 2:
        raise StackRefused(phrases.ONE_PAGE, field="upload")
    if pages > MOST_PAGES:
        raise StackRefused(phrases.TOO_LONG.format(pages=pages, most=MOST_PAGES), field="upload")


def _keep(by: Actor, unit_id: int, filed: filing.Filed, texts: PageTexts, at: datetime) -> ScanStack:
    same = ScanStack.objects.filter(
        unit_id=unit_id, stored=filed.stored, state__in=(State.OPEN, State.SPLITTING)
    )
    if (before := same.first()) is not None:
        return before
    stack = ScanStack.objects.create(
        unit_id=unit_id, officer_id=by.officer_id, officer_name=by.full_name, stored=filed.stored,
        name=filed.name, pages=filed.stored.pages or 0, created_at=at, changed_at=at,
    )  # fmt: skip
    recognition.begin(filed.stored, texts, at=at, soon=True)
    app.configure_task(LOOK, priority=recognition.SOON).defer(stack_id=stack.pk)
    _note("take_stack", by, stack, at)
    return stack


def look_at_stack(stack_id: int, *, at: datetime) -> None:
    """See which pages are blank or separators, and propose where documents begin."""
    with _system(at):
        stack = (
            ScanStack.objects.filter(pk=stack_id, state=State.OPEN, looks=[]).select_related("stored").first()
        )
    if stack is None or stack.stored is None:
        return
    looks = look_through(filing.store().path(stack.stored.sha256), stack.pages)
    with _system(at):
        row = _locked(stack_id)
        row.looks = [{"blank": one.blank, "separator": one.separator} for one in looks]
        row.save(update_fields=["looks"])
        _propose(row)


def propose_cuts(stored_id: int, *, at: datetime) -> None:
    """Propose anew for the stacks of a content whose pages were read meanwhile; a mark is told."""
    with _system(at):
        for stack in ScanStack.objects.select_for_update().filter(stored_id=stored_id, state=State.OPEN):
            _propose(stack)


def warn_of_mark(stored_id: int, *, at: datetime) -> None:
    """Tell who brought a stack that a mark of secrecy was read in it."""
    with _system(at):
        row = Recognition.objects.filter(stored_id=stored_id, state=recognition.State.MARKED).first()
        if row is None:
            return
        mark = row.mark.capitalize()
        for stack in ScanStack.objects.filter(stored_id=stored_id, state=State.OPEN):
            said = phrases.STACK_MARK.format(mark=mark, name=stack.name)
            tell([stack.officer_id], said, address=f"/van-ban-den/tap-quet/{stack.pk}/", at=at, by=None)


def _propose(stack: ScanStack) -> None:
    if stack.arranged or not stack.looks or stack.stored is None:
        return
    looks = [Look(one["blank"], one["separator"]) for one in stack.looks]
    texts = {page.number: page for page in recognition.pages_read(stack.stored).pages if page.has_text}
    stack.left_out = rules.sheets_left_out(looks)
    _put(stack, proposed_starts(looks, texts))


def arrange(*, by: Actor, stack_id: int, verb: str, page: int, at: datetime) -> None:
    """One press on a page: cut before it, join it, move its cut up or down, leave it out, take it in.

    `verb` is cut, join, up, down, drop or keep. Nothing is proposed any more after that.
    """
    stack = _open(by, stack_id)
    if not 1 <= page <= stack.pages:
        raise NotThere(phrases.NO_STACK)
    starts = starts_of(stack)
    if verb == "cut":
        starts = rules.cut_at(starts, page)
    elif verb == "join":
        starts = rules.joined_at(starts, page)
    elif verb in ("up", "down"):
        starts = rules.moved(starts, page, -1 if verb == "up" else 1, stack.pages)
    elif verb == "drop":
        stack.left_out = sorted({*stack.left_out, page})
    else:
        stack.left_out = [one for one in stack.left_out if one != page]
    stack.arranged, stack.changed_at = True, at
    _put(stack, starts)


def propose_again(*, by: Actor, stack_id: int, at: datetime) -> None:
    """Give up what was arranged and take what is proposed."""
    stack = _open(by, stack_id)
    stack.arranged, stack.changed_at = False, at
    stack.save(update_fields=["arranged", "changed_at"])
    _propose(stack)


@transaction.atomic
def split(*, by: Actor, stack_id: int, at: datetime) -> None:
    """Let every document of the stack become a draft, behind the page. Raises `StackRefused`."""
    stack = _open(by, stack_id)
    if Recognition.objects.filter(stored=stack.stored, state=recognition.State.MARKED).exists():
        raise StackRefused(phrases.MARK_UNSEEN)
    parts = [one for one in rules.cuts(starts_of(stack), stack.left_out, stack.pages) if one.pages]
    if not parts:
        raise StackRefused(phrases.NOTHING_LEFT)
    ScanPart.objects.bulk_create(
        ScanPart(stack=stack, position=place, pages=list(one.pages))
        for place, one in enumerate(parts, start=1)
    )
    stack.state, stack.arranged, stack.changed_at = State.SPLITTING, True, at
    stack.save(update_fields=["state", "arranged", "changed_at"])
    app.configure_task(SPLIT, priority=recognition.SOON, lock=f"stack {stack.pk}").defer(stack_id=stack.pk)
    _note("split_stack", by, stack, at, parts=len(parts))


def split_parts(stack_id: int, *, at: datetime) -> None:
    """Cut the parts out one by one, each in a transaction of its own; doing it again makes none twice.

    What was read of the stack's pages goes with them, so that no page is read a second time.
    """
    while _next_part(stack_id, at):
        continue
    with _system(at):
        stack = ScanStack.objects.select_for_update().filter(pk=stack_id, state=State.SPLITTING).first()
        if stack is None or stack.stored is None:
            return
        stack.state, stack.changed_at = State.DONE, at
        stack.save(update_fields=["state", "changed_at"])
        recognition.stop(stack.stored_id, at=at)  # type: ignore[arg-type]
        made = stack.parts.exclude(draft=None).count()
        said = phrases.SPLIT.format(name=stack.name, parts=made)
        tell([stack.officer_id], said, address=f"/van-ban-den/tap-quet/{stack.pk}/", at=at, by=None)
        recognition.forget(stack.stored.sha256)


def _next_part(stack_id: int, at: datetime) -> bool:
    """Make the next draft; False when there is none left, or the stack had to go."""
    with _system(at):
        stack = (
            ScanStack.objects.select_related("stored", "unit")
            .filter(pk=stack_id, state=State.SPLITTING)
            .first()
        )
        part = ScanPart.objects.filter(stack_id=stack_id, draft=None, problem="").first()
        if stack is None or stack.stored is None or part is None:
            return False
    pages = rules.written(part.pages)
    desk = incoming.desk_actor(stack.unit, officer_id=stack.officer_id, name=stack.officer_name, at=at)
    try:
        content = part_of(filing.store().path(stack.stored.sha256), part.pages)
    except DomainError as refusal:
        with _system(at):
            ScanPart.objects.filter(pk=part.pk).update(problem=refusal.sentence[:300])
        return True
    name = phrases.PART_NAME.format(stem=Path(stack.name).stem, pages=pages)
    with _system(at):
        try:
            draft = incoming.begin_with_files(
                by=desk, unit_id=stack.unit_id, uploads=[incoming.Upload(BytesIO(content), name)], at=at
            )
        except SecretRefused:
            ScanPart.objects.filter(pk=part.pk).update(problem=phrases.SECRET_PART)
            _remove_content(_locked(stack_id), at)
            return False
        except DomainError as refusal:
            ScanPart.objects.filter(pk=part.pk).update(problem=refusal.sentence[:300])
            return True
        draft.remarks = [*draft.remarks, phrases.PART_REMARK.format(name=stack.name, pages=pages)]
        draft.save(update_fields=["remarks"])
        ScanPart.objects.filter(pk=part.pk).update(draft=draft)
        _hand_over(stack.stored, draft, part.pages)
    return True


def _hand_over(stored: StoredFile, draft: IncomingDraft, pages: Sequence[int]) -> None:
    """Pages of the stack that were read already are pages of the part that need not be read again."""
    file = draft.files.select_related("stored").get()
    source, target = recognition.folder_of(stored.sha256), recognition.folder_of(file.stored.sha256)
    for number, page in enumerate(pages, start=1):
        if not ((source / f"{page}.json").is_file() and (source / f"{page}.pdf").is_file()):
            continue
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        for ending in ("pdf", "json"):
            shutil.copyfile(source / f"{page}.{ending}", target / f"{number}.{ending}")


@transaction.atomic
def drop_stack(*, by: Actor, stack_id: int, at: datetime) -> None:
    """Give up a stack that was not cut; its file leaves the store when nothing else needs it."""
    stack = _open(by, stack_id)
    stored, stack.stored = stack.stored, None
    stack.state, stack.changed_at = State.DROPPED, at
    stack.save(update_fields=["state", "stored", "changed_at"])
    _forget(stored)
    _note("drop_stack", by, stack, at)


@transaction.atomic
def refuse_secret_stack(*, by: Actor, stack_id: int, at: datetime) -> None:
    """A page of the stack bears a mark of secrecy: the whole file leaves the server now."""
    stack = _open(by, stack_id)
    _remove_content(stack, at)
    audit.record(
        "refuse_secret", "scan_stack", stack.pk, at=at, actor_id=by.officer_id, unit_id=stack.unit_id
    )


@transaction.atomic
def say_misread(*, by: Actor, stack_id: int, at: datetime) -> None:
    """The clerk has looked: what was taken for a mark of secrecy is none; recognition goes on."""
    stack = _open(by, stack_id)
    marked = Recognition.objects.filter(stored=stack.stored, state=recognition.State.MARKED)
    recognition.say_misread(by, marked, unit_id=stack.unit_id, at=at)


def _remove_content(stack: ScanStack, at: datetime) -> None:
    stored, stack.stored = stack.stored, None
    stack.state, stack.looks, stack.changed_at = State.SECRET, [], at
    stack.save(update_fields=["state", "stored", "looks", "changed_at"])
    _forget(stored)


def _forget(stored: StoredFile | None) -> None:
    if stored is not None:
        secrecy.forget_stored([stored])
        files.forget(stored.sha256)


def starts_of(stack: ScanStack) -> list[Start]:
    """Where documents begin in it, as the row keeps it."""
    return [Start(one["page"], Why(one["why"]), one["sure"]) for one in stack.starts]


def _put(stack: ScanStack, starts: Sequence[Start]) -> None:
    stack.starts = [{"page": one.page, "why": one.why.value, "sure": one.sure} for one in starts]
    stack.save(update_fields=["starts", "left_out", "arranged", "changed_at"])


def _locked(stack_id: int) -> ScanStack:
    stack = (
        ScanStack.objects.select_for_update(of=("self",)).select_related("stored").filter(pk=stack_id).first()
    )
    if stack is None:
        raise NotThere(phrases.NO_STACK)
    return stack


def _open(by: Actor, stack_id: int) -> ScanStack:
    """The stack, locked, while its cuts may still be changed."""
    stack = _locked(stack_id)
    require(by, Right.REGISTER_INCOMING, at=stack.unit_id)
    if stack.state != State.OPEN:
        raise StackRefused(phrases.NOT_OPEN.format(state=State(stack.state).label.lower()))
    return stack


def _note(action: str, by: Actor, stack: ScanStack, at: datetime, **more: int) -> None:
    audit.record(action, "scan_stack", stack.pk, at=at, actor_id=by.officer_id, unit_id=stack.unit_id, **more)


def _system(at: datetime) -> AbstractContextManager[None]:
    return scope.transaction_as(scope.system_token(office_date(at)))


def go_on(*, at: datetime) -> None:
    """Queue again the stacks that wait for ten minutes and stand in no queue."""
    with _system(at):
        tasks = {
            LOOK: ScanStack.objects.filter(state=State.OPEN, looks=[]),
            SPLIT: ScanStack.objects.filter(state=State.SPLITTING),
        }
        jobs = ProcrastinateJob.objects.filter(task_name__in=tasks, status__in=("todo", "doing"))
        standing = {(name, args["stack_id"]) for name, args in jobs.values_list("task_name", "args")}
        for task, stacks in tasks.items():
            for stack_id in stacks.filter(changed_at__lt=at - _LONG_AGO).values_list("pk", flat=True)[:100]:
                if (task, stack_id) not in standing:
                    app.configure_task(task, lock=f"stack {stack_id}").defer(stack_id=stack_id)
