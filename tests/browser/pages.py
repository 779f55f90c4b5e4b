"""Where the walk over all pages looks: who opens each address of the site, and with which ids.

An address whose parameters are missing here fails the walk. What answers a GET with something
else than a page (an act, a file, a picture, nothing new) is passed over by the walk itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from hoiso.access.models import Officer, Post
from hoiso.demo import accounts
from hoiso.demo.accounts import Account
from hoiso.documents.tables.archive import Disposal, DisposalEntry, Transfer
from hoiso.documents.tables.arriving import ArrivalRule
from hoiso.documents.tables.book import Book, BookNumber, Series
from hoiso.documents.tables.case import DossierHelper, DossierOpinion
from hoiso.documents.tables.document import Document, DocumentFile, State
from hoiso.documents.tables.handling import Assignment, Extension, HandlingProposal
from hoiso.documents.tables.incoming import IncomingDraftFile
from hoiso.documents.tables.intake import ScanStack
from hoiso.documents.tables.keeping import Dossier, Folder
from hoiso.documents.tables.opinions import Opinion, OpinionRound
from hoiso.documents.tables.outgoing import Delivery, RecipientGroup, Review
from hoiso.documents.tables.own_template import OwnTemplate
from hoiso.documents.tables.petition import Petition
from hoiso.documents.tables.plan import DossierPlan
from hoiso.documents.tables.takeover import TakeOver
from hoiso.members.models import FeeMovement, Household, Member, MemberList, MemberListRow, MemberPair
from hoiso.members.tables.counting import MemberReport
from hoiso.units.models import IdentityCode, Succession, Unit
from hoiso.work.models import FigureRequest, FigureSheet, Procedure, ProcedureRun, Task, WeekEntry

Ids = dict[str, int | str]

CLERK, LEADER, SPECIALIST = accounts.CLERK, accounts.LEADER, accounts.SPECIALIST
COMMUNE, ADMINISTRATOR = accounts.COMMUNE, accounts.ADMINISTRATOR


@dataclass(frozen=True, slots=True)
class Samples:
    """Rows of the demo that pages are opened with; every one of the provincial office but `delivery`."""

    office: Unit
    ids: dict[str, int]

    def __getitem__(self, name: str) -> int:
        return self.ids[name]


def find_samples() -> Samples:
    """Pick them; as the owner."""
    office = Unit.objects.get(kind=Unit.Kind.PROVINCE, posts__officer__username=CLERK.username)
    who = {account.key: Officer.objects.get(username=account.username) for account in accounts.ACCOUNTS}
    come = Document.objects.filter(unit=office, direction="in")
    made = Document.objects.filter(unit=office, direction="out")
    task = Assignment.objects.filter(officer_id=who["specialist"].pk).exclude(part="informed")
    own = task.filter(part="lead", state=Assignment.State.ACCEPTED).latest("pk")
    waiting = HandlingProposal.objects.filter(document__unit=office, state="waiting")
    review = Review.objects.filter(document__unit=office, decision="waiting")
    standing = DocumentFile.objects.filter(document__unit=office, document__direction="in")
    draft_file = IncomingDraftFile.objects.filter(draft__unit=office).latest("pk")
    found = {
        "registered": come.filter(state=State.REGISTERED).latest("pk"),
        "in_work": come.get(pk=own.document_id),
        "done": come.filter(state=State.DONE, files__isnull=False).latest("pk"),
        "draft": made.filter(state=State.DRAFT).latest("pk"),
        "submitted": review.filter(reviewer_id=who["leader"].pk).latest("pk").document,
        "approved": made.filter(state=State.APPROVED).latest("pk"),
        "numbered": made.filter(state=State.NUMBERED).latest("pk"),
        "issued": made.filter(state=State.ISSUED, deliveries__isnull=False).latest("pk"),
        "task": own,
        "proposal": waiting.filter(to_officer_id=who["leader"].pk).latest("pk"),
        "own_proposal": waiting.latest("pk"),
        "instruction": own.instruction,
        "extension": Extension.objects.latest("pk"),
        "work": Task.objects.filter(
            unit=office, lead_id=who["specialist"].pk, state=Task.State.ACCEPTED
        ).latest("pk"),
        "work_done": Task.objects.filter(unit=office, state="done").latest("pk"),
        "own_template": OwnTemplate.objects.filter(unit=office).latest("pk"),
        "week": WeekEntry.objects.filter(unit=office, state=WeekEntry.State.APPROVED).latest("pk"),
        "figures": FigureRequest.objects.filter(unit=office, state="asked").latest("pk"),
        "figures_draft": FigureRequest.objects.filter(unit=office, state="draft").latest("pk"),
        "figures_sheet": FigureSheet.objects.filter(
            unit__posts__officer=who["commune"], state="waiting", request__state="asked"
        ).latest("pk"),
        "figures_filled": FigureSheet.objects.filter(asker_id=office.pk, state="sent", frozen_at=None).latest(
            "pk"
        ),
        "procedure": Procedure.objects.filter(unit=office).latest("pk"),
        "procedure_run": ProcedureRun.objects.filter(unit=office).latest("pk"),
        "file": standing.latest("pk"),
        "delivery": Delivery.objects.filter(
            to_unit__posts__officer=who["commune"], state=Delivery.State.ARRIVED
        ).latest("pk"),
        "incoming_draft": draft_file.draft,
        "draft_file": draft_file,
        "stack": ScanStack.objects.filter(unit=office).latest("pk"),
        "petition": Petition.objects.filter(unit=office, state="received", keeper_id=who["clerk"].pk).latest(
            "pk"
        ),
        "petition_accepted": Petition.objects.filter(unit=office, state="accepted").latest("pk"),
        "rule": ArrivalRule.objects.filter(unit=office).earliest("pk"),
        "book": Book.objects.filter(unit=office, series=Series.OUTGOING, kind="QĐ").latest("pk"),
        "number": BookNumber.objects.filter(unit=office, state="reserved").latest("pk"),
        "round": OpinionRound.objects.filter(unit=office, closed_at=None).latest("pk"),
        "opinion": Opinion.objects.filter(unit=office, round__closed_at=None, answer="other").earliest("pk"),
        "group": RecipientGroup.objects.filter(unit=office).earliest("pk"),
        "dossier": Dossier.objects.get(unit=office, lead_id=who["specialist"].pk, parent=None),
        "case_paused": Dossier.objects.get(unit=office, paused_on__isnull=False),
        "case_helper": DossierHelper.objects.get(officer_id=who["specialist"].pk),
        "case_opinion": DossierOpinion.objects.get(officer_id=who["specialist"].pk),
        "plan": DossierPlan.objects.filter(unit=office, approved_on__isnull=False).latest("year"),
        "plan_draft": DossierPlan.objects.filter(unit=office, approved_on=None).latest("year"),
        "transfer": Transfer.objects.filter(unit=office).earliest("pk"),
        "disposal": Disposal.objects.filter(unit=office, state="asked").latest("pk"),
        "disposal_new": Disposal.objects.filter(unit=office, state="proposed").latest("pk"),
        "disposal_ready": Disposal.objects.filter(unit=office, state="decided").latest("pk"),
        "disposal_entry": DisposalEntry.objects.filter(disposal__state="asked").earliest("pk"),
        "take_over": TakeOver.objects.filter(unit=office).latest("pk"),
        "folder": Folder.objects.get(officer_id=who["clerk"].pk),
        "member": Member.objects.filter(commune__posts__officer=who["commune"], state="active").earliest(
            "pk"
        ),
        "member_list": MemberList.objects.filter(unit__posts__officer=who["commune"]).latest("pk"),
        "member_list_row": MemberListRow.objects.filter(
            unit__posts__officer=who["commune"], state="open"
        ).earliest("pk"),
        "member_pair": MemberPair.objects.filter(
            first__commune__posts__officer=who["commune"], second__commune__posts__officer=who["commune"]
        ).earliest("pk"),
        "fee_receipt": FeeMovement.objects.filter(
            commune__posts__officer=who["commune"], kind="paid"
        ).earliest("pk"),
        "fee_transfer": FeeMovement.objects.filter(
            commune__posts__officer=who["commune"], kind="sent", answer=None
        ).earliest("pk"),
        "member_report": MemberReport.objects.filter(unit__posts__officer=who["commune"]).latest("pk"),
        "household": Household.objects.filter(
            commune__posts__officer=who["commune"], people__isnull=False
        ).earliest("pk"),
        "officer": who["specialist"],
        "post": Post.objects.filter(officer=who["specialist"]).earliest("pk"),
        "unit": Unit.objects.get(posts__officer=who["commune"], posts__role="clerk"),
        "code": IdentityCode.objects.filter(demo=True).earliest("pk"),
        "division": Succession.objects.filter(settled=False).earliest("pk"),
    }
    return Samples(office, {name: row.pk for name, row in found.items()})


def _with(**names: str | int) -> Callable[[Samples], Ids]:
    """Ids by the names of samples; a number stands for itself."""
    return lambda samples: {
        key: samples[value] if isinstance(value, str) else value for key, value in names.items()
    }


def _document(name: str) -> Callable[[Samples], Ids]:
    return _with(document_id=name)


# By the beginning of the URL's name, longest first: who looks. Everybody else is the clerk.
LOOKERS: tuple[tuple[str, Account], ...] = (
    ("officer", ADMINISTRATOR), ("post_", ADMINISTRATOR), ("unit", ADMINISTRATOR), ("code", ADMINISTRATOR),
    ("setting", ADMINISTRATOR), ("holiday", ADMINISTRATOR), ("division", ADMINISTRATOR),
    ("setup", ADMINISTRATOR), ("trail", ADMINISTRATOR), ("health", ADMINISTRATOR),
    ("visit_", ADMINISTRATOR),
    ("visit_", ADMINISTRATOR),
    ("fault_reports", ADMINISTRATOR),
    ("unit_tasks", LEADER), ("person_tasks", LEADER), ("handling_decide", LEADER),
    ("handling_instruct", LEADER), ("handling_waiting", LEADER), ("handling_pass_up", LEADER),
    ("proposal_send_back", LEADER),
    ("self_handle", LEADER), ("distribution_withdraw", LEADER), ("instruction_undo", LEADER),
    ("extension_decide", LEADER), ("outgoing_review", LEADER), ("document_finish", LEADER),
    ("plan_approve", LEADER), ("disposal_decide", LEADER), ("dossier_lift", LEADER),
    ("disposal_opinion", SPECIALIST), ("case_", SPECIALIST), ("case_resume", LEADER),
    ("suggest_administered", ADMINISTRATOR), ("task_urge", LEADER),
    ("work_", SPECIALIST), ("work_reschedule", LEADER), ("work_cancel", LEADER), ("work_reopen", LEADER),
    ("figures_", LEADER), ("procedure", LEADER),
    ("figures_sheet", COMMUNE), ("figures_blank", COMMUNE), ("figures_upload", COMMUNE),
    ("repeat_", LEADER), ("week_", LEADER), ("task", SPECIALIST),
    ("member_field", ADMINISTRATOR), ("member", COMMUNE), ("household", COMMUNE),
    ("fee_", COMMUNE), ("branch_book", COMMUNE), ("member_pair", COMMUNE),
    ("incoming_delivery", COMMUNE), ("delivery_", COMMUNE), ("delegation", LEADER),
)  # fmt: skip

IDS: dict[str, Callable[[Samples], Ids]] = {
    "officer": _with(officer_id="officer"),
    "post_move": _with(post_id="post"),
    "post_end": _with(post_id="post"),
    "post_add": _with(officer_id="officer"),
    "person_tasks": _with(person_id="officer"),
    "unit": _with(unit_id="unit"),
    "code_give": _with(unit_id="unit"),
    "code_close": _with(code_id="code"),
    "division": _with(succession_id="division"),
    "setting": lambda _samples: {"key": "layout"},
    "help_task": lambda _samples: {"key": "dang-ky-van-ban-den"},
    "incoming_delivery": _with(delivery_id="delivery"),
    "delivery_": _with(delivery_id="delivery", index=0),
    "delivery_page": _with(delivery_id="delivery", index=0, page=1),
    "incoming_confirm": _with(draft_id="incoming_draft"),
    "incoming_files": _with(draft_id="incoming_draft"),
    "incoming_drop": _with(draft_id="incoming_draft"),
    "incoming_reading": _with(draft_id="incoming_draft"),
    "stack": _with(stack_id="stack"),
    "stack_news": _with(stack_id="stack"),
    "stack_page": _with(stack_id="stack", number=1),
    "stack_original": _with(stack_id="stack"),
    "incoming_page": _with(draft_id="incoming_draft", file_id="draft_file", number=1),
    "incoming_return": _document("registered"),
    "arrival_rule": _with(rule_id="rule"),
    "arrival_rule_undo": _document("registered"),
    "paper": _document("done"),
    "incoming_": _document("registered"),
    "outgoing_": _document("draft"),
    "own_template": _with(template_id="own_template"),
    "outgoing_picture": _with(document_id="draft", number=1),
    "outgoing_review": _document("submitted"),
    "outgoing_number": _document("approved"),
    "outgoing_signed": _document("numbered"),
    "outgoing_issue": _document("numbered"),
    "outgoing_outbox": _document("numbered"),
    "outgoing_void": _document("numbered"),
    "outgoing_copy": _document("issued"),
    "outgoing_revoke": _document("issued"),
    "outgoing_paper": _document("issued"),
    "petition": _with(petition_id="petition"),
    "petition_extend": _with(petition_id="petition_accepted"),
    "petition_finish": _with(petition_id="petition_accepted"),
    "recipient_group": _with(group_id="group"),
    "opinion_": _with(round_id="round"),
    "opinion_new": _document("draft"),
    "opinion_settle": _with(opinion_id="opinion"),
    "handling_propose": _document("registered"),
    "handling_instruct": _document("in_work"),
    "self_handle": _document("registered"),
    "document_finish": _document("in_work"),
    "handling_decide": _with(proposal_id="proposal"),
    "handling_pass_up": _with(proposal_id="proposal"),
    "proposal_send_back": _with(proposal_id="proposal"),
    "proposal_withdraw": _with(proposal_id="own_proposal"),
    "distribution_withdraw": _with(instruction_id="instruction"),
    "instruction_undo": _with(instruction_id="instruction"),
    "task": _with(assignment_id="task"),
    "work_": _with(task_id="work"),
    "figures_": _with(request_id="figures"),
    "figures_change": _with(request_id="figures_draft"),
    "figures_send": _with(request_id="figures_draft"),
    "figures_lay": _with(request_id="figures_draft"),
    "figures_sheet": _with(sheet_id="figures_sheet"),
    "figures_blank": _with(sheet_id="figures_sheet"),
    "figures_upload": _with(sheet_id="figures_sheet"),
    "figures_take": _with(sheet_id="figures_filled"),
    "figures_take_all": _with(request_id="figures"),
    "procedure": _with(procedure_id="procedure"),
    "procedure_copy": lambda _samples: {"key": "dai-hoi"},
    "procedure_run": _with(run_id="procedure_run"),
    "procedure_move": _with(run_id="procedure_run"),
    "figures_return": _with(sheet_id="figures_filled"),
    "week_": _with(entry_id="week"),
    "meeting_from_document": _document("registered"),
    "work_reopen": _with(task_id="work_done"),
    "extension_decide": _with(assignment_id="task", extension_id="extension"),
    "document": _document("done"),
    "search_similar": _document("done"),
    "file_": _with(file_id="file"),
    "file_page": _with(file_id="file", page=1),
    "register_": _with(book_id="book"),
    "take_over": _with(take_over_id="take_over"),
    "loan_new": _document("done"),
    "handling_slip": _document("done"),
    "envelopes": _document("issued"),
    "register_void": _with(book_id="book", number_id="number"),
    "dossier": _with(dossier_id="dossier"),
    "case_": _with(dossier_id="dossier"),
    "case_resume": _with(dossier_id="case_paused"),
    "case_part_": _with(helper_id="case_helper"),
    "case_opinion": _with(opinion_id="case_opinion"),
    "plan": _with(plan_id="plan"),
    "plan_write": _with(plan_id="plan_draft"),
    "plan_approve": _with(plan_id="plan_draft"),
    "plan_open_dossier": _with(plan_id="plan", line_id=1),
    "transfer": _with(transfer_id="transfer"),
    "disposal": _with(disposal_id="disposal"),
    "disposal_committee": _with(disposal_id="disposal_new"),
    "disposal_carry_out": _with(disposal_id="disposal_ready"),
    "disposal_keep": _with(disposal_id="disposal", entry_id="disposal_entry"),
    "folder": _with(folder_id="folder"),
    "member": _with(member_id="member"),
    "member_": _with(member_id="member"),
    "member_field": lambda _samples: {"name": "phone"},
    "member_report": _with(report_id="member_report"),
    "member_import": _with(list_id="member_list"),
    "member_import_": _with(list_id="member_list"),
    "member_import_columns": _with(list_id="member_list", number=0),
    "member_import_rows": _with(list_id="member_list"),
    "member_import_row": _with(list_id="member_list", row_id="member_list_row"),
    "member_pair": _with(pair_id="member_pair"),
    "fee_member": _with(member_id="member"),
    "fee_exempt": _with(member_id="member"),
    "fee_undo": _with(movement_id="fee_receipt"),
    "fee_transfer": _with(movement_id="fee_transfer"),
    "household": _with(household_id="household"),
    "household_": _with(household_id="household"),
}

# Nothing in the demo for them, or only on the way through a form: looked at by the tests named.
ELSEWHERE = {
    "outgoing_compare": "tests/browser/test_outgoing_pages.py: drafts of the demo have one version",
    "second_step": "hoiso/access/tests/test_in_browser.py",
    "come_back": "hoiso/access/tests/test_in_browser.py",
    "incoming_refuse": "tests/browser/test_closed_codes.py",
    "incoming_message": "tests/browser/test_closed_codes.py: no message of the demo names a closed code",
    "incoming_message_refuse": "tests/browser/test_closed_codes.py",
    "drop_passkey": "an act",
    "sign_out_device": "an act",
    "upload_part": "an act",
    "help_picture": "a picture: tests/proof/test_help_pictures.py",
    "petition_take": "an act",
    "fee_exempt_end": "an act",
    "fee_receipt": "a file: hoiso/members/fees/tests/test_pages.py",
    "branch_book_undo": "an act",
    "household_leave": "an act",
    "member_part": "an act",
    "card_check": "no officer's page: hoiso/members/cards/tests/test_cards.py",
    "member_export": "no list taken out in the demo: hoiso/members/exports/tests/test_exports.py",
    "member_export_file": "a file",
    "member_undo": "hoiso/members/lives/tests/test_acts.py",
    "member_slip": "a file",
    "member_transfer_receive": "an act",
    "member_transfer_refuse": "an act",
    "member_transfer_withdraw": "an act",
    "member_paper": "a file",
    "member_paper_drop": "an act",
    "member_import_row_drop": "an act",
    "member_import_blank": "an act",
    "member_import_stop": "an act",
    "member_import_drop": "an act",
    "member_import_file": "a file",
    "petition_file": "a file",
    "own_template_file": "a file",
    "own_template_retire": "an act",
    "outgoing_word_file": "a file",
    "opinion_file": "a file",
    "petition_letter": "no page: hoiso/documents/petitions/tests/test_register.py",
    "notice_open": "goes on to what it tells of",
    "reminder_drop": "an act",
    "push_device_drop": "an act",
    "task_report_file": "a file",
    "week_print": "no page: documents/handling/tests/test_week.py",
    "calendar_feed": "no page: documents/handling/tests/test_board.py",
    "work_act": "an act",
    "work_milestone": "an act",
    "work_file": "a file",
    "file_with_words": "goes on to the page with the words: documents/files/tests/test_finding_words.py",
    "file_searchable": "hoiso/documents/files: a file, and no scan of the demo was read",
    "repeat_end": "an act",
    "delegation_end": "hoiso/administration: no delegation in the demo",
    "officer_return": "nobody of the demo is retired",
    "case_part_off": "an act",
    "disposal_minutes": "hoiso/documents/keeping/tests/test_disposal.py: a PDF, when it is done",
    "loan_return": "an act",
    "saved_search": "goes on to the search",
    "saved_search_drop": "an act",
    "setup_units": "a demo is set up already",
    "setup_days": "a demo is set up already",
    "setup_books": "a demo is set up already",
}

Value = TypeVar("Value")


def by_beginning(table: dict[str, Value] | tuple[tuple[str, Value], ...], name: str) -> Value | None:
    """The entry with the longest key that the name begins with."""
    rows = table.items() if isinstance(table, dict) else table
    fitting = [(key, value) for key, value in rows if name.startswith(key)]
    return max(fitting, key=lambda row: len(row[0]))[1] if fitting else None
