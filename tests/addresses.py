"""What stands in the addresses that carry an id, for the walk over all of them (test_address_walk).

Each URL name with a parameter has an entry: a function from the world below to its parameters.
A name without one fails the walk. `no_such` is for things that the walk does not lay out: a right
that opens the address is then answered with 404, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hoiso.access.models import Delegation, Officer, Post, Role
from hoiso.core.clock import now, office_date
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer
from tests.roles import owner

Parameters = dict[str, int | str]
NOWHERE = 999_999_999_999


@dataclass(frozen=True, slots=True)
class World:
    """A province with a commune, its branch and a sibling commune; people at work in the commune."""

    province: Unit
    commune: Unit
    branch: Unit
    sibling: Unit
    officer: Officer
    post: Post
    delegation: Delegation
    today: date


def a_world() -> World:
    """The rows behind the addresses."""
    today = office_date(now())
    province = a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE)
    commune, sibling = a_unit(under=province), a_unit(under=province)
    branch = a_unit("Chi hội ấp 1", kind=Unit.Kind.BRANCH, under=commune)
    officer = an_officer(Role.SPECIALIST, commune, name="Trần Thị Mỹ Lệ")
    helper = an_officer(Role.SPECIALIST, commune)
    with owner():
        post = officer.posts.get()
        delegation = Delegation.objects.create(
            post=post,
            officer=helper,
            content="Làm thay khi đi học",
            valid_from=today,
            valid_to=today + timedelta(days=3),
            given_by=officer.pk,
        )
    return World(province, commune, branch, sibling, officer, post, delegation, today)


def no_such(*names: str) -> Callable[[World], Parameters]:
    """Parameters that name nothing: an id far away, the first page or part of it."""
    return lambda world: {name: NOWHERE if name.endswith("_id") else 1 for name in names}


def _officer(world: World) -> Parameters:
    return {"officer_id": world.officer.pk}


def _post(world: World) -> Parameters:
    return {"post_id": world.post.pk}


ADDRESSES: dict[str, Callable[[World], Parameters]] = {
    "come_back": no_such("sign_in_id"),
    "drop_passkey": no_such("passkey_id"),
    "sign_out_device": no_such("sign_in_id"),
    "officer": _officer,
    "officer_change": _officer,
    "officer_slip": _officer,
    "officer_retire": _officer,
    "officer_return": _officer,
    "officer_unlock": _officer,
    "post_add": _officer,
    "post_move": _post,
    "post_end": _post,
    "delegation_end": lambda world: {"delegation_id": world.delegation.pk},
    "notice_open": no_such("notice_id"),
    "upload_part": no_such("upload_id"),
    "week_entry": no_such("entry_id"),
    "week_conclude": no_such("entry_id"),
    "meeting_from_document": no_such("document_id"),
    "calendar_feed": lambda world: {"key": "khong-co"},
    "reminder_drop": no_such("reminder_id"),
    "task_report_file": no_such("report_file_id"),
    "push_device_drop": no_such("device_id"),
    **{
        name: no_such("task_id")
        for name in (
            "work_item",
            "work_split",
            "work_report",
            "work_finish",
            "work_reschedule",
            "work_hand_on",
            "work_cancel",
            "work_reopen",
        )
    },
    "work_act": lambda world: {"task_id": NOWHERE, "verb": "nhan"},
    "work_milestone": no_such("milestone_id"),
    "work_file": no_such("file_id"),
    "repeat_end": no_such("repeat_id"),
    **{
        name: no_such("request_id")
        for name in (
            "figures_request",
            "figures_change",
            "figures_lay",
            "figures_send",
            "figures_urge",
            "figures_take_all",
            "figures_deadline",
            "figures_freeze",
            "figures_cancel",
            "figures_summary",
            "figures_export",
        )
    },
    **{
        name: no_such("sheet_id")
        for name in ("figures_sheet", "figures_blank", "figures_upload", "figures_take", "figures_return")
    },
    "procedure": no_such("procedure_id"),
    "procedure_change": no_such("procedure_id"),
    "procedure_retire": no_such("procedure_id"),
    "procedure_start": no_such("procedure_id"),
    "procedure_run": no_such("run_id"),
    "procedure_move": no_such("run_id"),
    "procedure_copy": lambda world: {"key": "khong-co"},
    **{
        name: no_such("petition_id")
        for name in (
            "petition",
            "petition_change",
            "petition_give",
            "petition_keeper",
            "petition_accept",
            "petition_extend",
            "petition_refuse",
            "petition_forward",
            "petition_put_away",
            "petition_finish",
        )
    },
    **{name: no_such("member_id") for name in ("member", "member_change", "member_facts", "member_readings")},
    **{
        f"member_import{name}": no_such("list_id")
        for name in ("", "_progress", "_places", "_start", "_stop", "_drop", "_rows", "_blank", "_file")
    },
    "member_import_columns": no_such("list_id", "number"),
    "member_import_row": no_such("list_id", "row_id"),
    "member_import_row_drop": no_such("list_id", "row_id"),
    "member_field": no_such("name"),
    **{name: no_such("member_id") for name in ("member_core", "member_posts")},
    "member_papers": no_such("member_id"),
    "member_paper": no_such("member_id", "file_id"),
    "member_paper_drop": no_such("member_id", "file_id"),
    "member_report": no_such("report_id"),
    "member_export": no_such("export_id"),
    "member_export_file": no_such("export_id"),
    "member_pair": no_such("pair_id"),
    "card_check": lambda world: {"token": "0-00000000000000000000"},
    "member_part": no_such("merge_id"),
    **{name: no_such("member_id") for name in ("member_life", "member_act", "member_undo", "member_slip")},
    "fee_member": no_such("member_id"),
    "fee_exempt": no_such("member_id"),
    "fee_exempt_end": no_such("member_id", "exemption_id"),
    **{name: no_such("movement_id") for name in ("fee_receipt", "fee_undo", "fee_transfer")},
    "branch_book_undo": no_such("entry_id"),
    "household": no_such("household_id"),
    "household_change": no_such("household_id"),
    "household_leave": no_such("household_id", "person_id"),
    "petition_take": no_such("petition_id", "officer_id"),
    "petition_file": no_such("petition_id", "file_id"),
    "petition_letter": lambda world: {"petition_id": NOWHERE, "kind": "phieu-chuyen"},
    "incoming_confirm": no_such("draft_id"),
    "incoming_files": no_such("draft_id"),
    "incoming_drop": no_such("draft_id"),
    "incoming_page": no_such("draft_id", "file_id", "number"),
    "incoming_reading": no_such("draft_id"),
    "incoming_refuse": no_such("draft_id"),
    "stack": no_such("stack_id"),
    "stack_news": no_such("stack_id"),
    "stack_page": no_such("stack_id", "number"),
    "stack_original": no_such("stack_id"),
    "incoming_message": no_such("message_id"),
    "incoming_message_refuse": no_such("message_id"),
    "incoming_delivery": no_such("delivery_id"),
    "incoming_delivery_return": no_such("delivery_id"),
    "incoming_correct": no_such("document_id"),
    "arrival_rule": no_such("rule_id"),
    "arrival_rule_change": no_such("rule_id"),
    "arrival_rule_off": no_such("rule_id"),
    "arrival_rule_drop": no_such("rule_id"),
    "arrival_rule_undo": no_such("document_id"),
    "paper": no_such("document_id"),
    "paper_label": no_such("document_id"),
    "paper_stamped": no_such("document_id"),
    "incoming_void": no_such("document_id"),
    "incoming_undo": no_such("document_id"),
    "incoming_recall": no_such("document_id"),
    "incoming_recall_undo": no_such("document_id"),
    "incoming_return": no_such("document_id"),
    "file_download": no_such("file_id"),
    "file_page": no_such("file_id", "page"),
    "file_reader": no_such("file_id"),
    "file_gist": no_such("file_id"),
    "file_with_words": no_such("document_id"),
    "file_searchable": no_such("file_id"),
    "file_recognition": no_such("file_id"),
    "file_recognition_stop": no_such("file_id"),
    "file_recognition_again": no_such("file_id"),
    "file_mark_misread": no_such("file_id"),
    "delivery_file": no_such("delivery_id", "index"),
    "delivery_page": no_such("delivery_id", "index", "page"),
    "delivery_reader": no_such("delivery_id", "index"),
    "handling_propose": no_such("document_id"),
    "handling_instruct": no_such("document_id"),
    "self_handle": no_such("document_id"),
    "document_finish": no_such("document_id"),
    "handling_decide": no_such("proposal_id"),
    "handling_pass_up": no_such("proposal_id"),
    "proposal_send_back": no_such("proposal_id"),
    "proposal_withdraw": no_such("proposal_id"),
    "distribution_withdraw": no_such("instruction_id"),
    "instruction_undo": no_such("instruction_id"),
    "person_tasks": no_such("person_id"),
    "task": no_such("assignment_id"),
    "task_accept": no_such("assignment_id"),
    "task_report": no_such("assignment_id"),
    "task_pass_on": no_such("assignment_id"),
    "task_split": no_such("assignment_id"),
    "task_extend": no_such("assignment_id"),
    "task_finish": no_such("assignment_id"),
    "task_urge": no_such("assignment_id"),
    "extension_decide": no_such("assignment_id", "extension_id"),
    "unit": no_such("unit_id"),
    "unit_contact": no_such("unit_id"),
    "code_give": no_such("unit_id"),
    "unit_change": no_such("unit_id"),
    "unit_branch": no_such("unit_id"),
    "division": no_such("succession_id"),
    "dossier": no_such("dossier_id"),
    "dossier_who": no_such("dossier_id"),
    "dossier_take_out": no_such("dossier_id"),
    "dossier_close": no_such("dossier_id"),
    "dossier_print": no_such("dossier_id"),
    "dossier_reopen": no_such("dossier_id"),
    "dossier_access": no_such("dossier_id"),
    "dossier_change": no_such("dossier_id"),
    "dossier_suggested": no_such("dossier_id"),
    "dossier_package": no_such("dossier_id"),
    "case_lead": no_such("dossier_id"),
    "case_support": no_such("dossier_id"),
    "case_ask": no_such("dossier_id"),
    "case_note": no_such("dossier_id"),
    "case_pause": no_such("dossier_id"),
    "case_resume": no_such("dossier_id"),
    "case_cancel": no_such("dossier_id"),
    "case_part_done": no_such("helper_id"),
    "case_part_on": no_such("helper_id"),
    "case_part_off": no_such("helper_id"),
    "case_opinion": no_such("opinion_id"),
    "dossier_hold": no_such("dossier_id"),
    "dossier_lift": no_such("dossier_id"),
    "transfer": no_such("transfer_id"),
    "transfer_send": no_such("transfer_id"),
    "transfer_receive": no_such("transfer_id"),
    "transfer_return": no_such("transfer_id"),
    "transfer_index": no_such("transfer_id"),
    "transfer_export": no_such("transfer_id"),
    "transfer_minutes": no_such("transfer_id"),
    "disposal": no_such("disposal_id"),
    "disposal_committee": no_such("disposal_id"),
    "disposal_opinion": no_such("disposal_id"),
    "disposal_decide": no_such("disposal_id"),
    "disposal_carry_out": no_such("disposal_id"),
    "disposal_stop": no_such("disposal_id"),
    "disposal_print": no_such("disposal_id"),
    "disposal_minutes": no_such("disposal_id"),
    "disposal_keep": no_such("disposal_id", "entry_id"),
    "plan": no_such("plan_id"),
    "plan_write": no_such("plan_id"),
    "plan_approve": no_such("plan_id"),
    "plan_reopen": no_such("plan_id"),
    "plan_print": no_such("plan_id"),
    "plan_export": no_such("plan_id"),
    "plan_open_dossier": no_such("plan_id", "line_id"),
    "folder": no_such("folder_id"),
    "folder_take_out": no_such("folder_id"),
    "folder_drop": no_such("folder_id"),
    "saved_search": no_such("search_id"),
    "saved_search_drop": no_such("search_id"),
    "code_close": no_such("code_id"),
    "register_book": no_such("book_id"),
    "register_period": no_such("book_id"),
    "loan_new": no_such("document_id"),
    "loan_return": no_such("loan_id"),
    "handling_slip": no_such("document_id"),
    "envelopes": no_such("document_id"),
    "register_reserve": no_such("book_id"),
    "register_void": no_such("book_id", "number_id"),
    "register_print": no_such("book_id"),
    "register_close": no_such("book_id"),
    "register_gaps": no_such("book_id"),
    "register_take_over": no_such("book_id"),
    "register_export": no_such("book_id"),
    "take_over": no_such("take_over_id"),
    "take_over_progress": no_such("take_over_id"),
    "take_over_columns": no_such("take_over_id"),
    "take_over_start": no_such("take_over_id"),
    "take_over_stop": no_such("take_over_id"),
    "take_over_drop": no_such("take_over_id"),
    "take_over_faults": no_such("take_over_id"),
    "take_over_faults_file": no_such("take_over_id"),
    "take_over_scans": no_such("take_over_id"),
    "take_over_match_again": no_such("take_over_id"),
    "setting": no_such("key"),
    "help_task": lambda world: {"key": "dang-ky-van-ban-den"},
    "help_picture": lambda world: {"name": "khong-co", "width": 1024},
    "outgoing_paper": no_such("document_id"),
    "outgoing_signed": no_such("document_id"),
    "outgoing_copy": no_such("document_id"),
    "outgoing_correct": no_such("document_id"),
    "outgoing_drop": no_such("document_id"),
    "outgoing_versions": no_such("document_id"),
    "outgoing_compare": no_such("after", "before", "document_id"),
    "outgoing_number": no_such("document_id"),
    "outgoing_review": no_such("document_id"),
    "outgoing_comment": no_such("document_id"),
    "outgoing_void": no_such("document_id"),
    "outgoing_recipients": no_such("document_id"),
    "outgoing_outbox": no_such("document_id"),
    "outgoing_stop": no_such("document_id"),
    "outgoing_issue": no_such("document_id"),
    "outgoing_annexes": no_such("document_id"),
    "outgoing_withdraw": no_such("document_id"),
    "outgoing_again": no_such("document_id"),
    "outgoing_edit": no_such("document_id"),
    "outgoing_word": no_such("document_id"),
    "outgoing_word_file": no_such("document_id", "template_id"),
    "own_template": no_such("template_id"),
    "own_template_change": no_such("template_id"),
    "own_template_retire": no_such("template_id"),
    "own_template_preview": no_such("template_id"),
    "own_template_file": no_such("template_id"),
    "outgoing_make": no_such("document_id"),
    "outgoing_leave": no_such("document_id"),
    "outgoing_revoke": no_such("document_id"),
    "outgoing_submit": no_such("document_id"),
    "outgoing_preview": no_such("document_id"),
    "outgoing_picture": no_such("document_id", "number"),
    "recipient_group": no_such("group_id"),
    "opinion_new": no_such("document_id"),
    "opinion_round": no_such("round_id"),
    "opinion_draft": no_such("round_id"),
    "opinion_extend": no_such("round_id"),
    "opinion_urge": no_such("round_id"),
    "opinion_close": no_such("round_id"),
    "opinion_print": no_such("round_id"),
    "opinion_export": no_such("round_id"),
    "opinion_settle": no_such("opinion_id"),
    "opinion_file": no_such("opinion_id"),
    "document": no_such("document_id"),
    "document_who": no_such("document_id"),
    "search_similar": no_such("document_id"),
    "document_note": no_such("document_id"),
    "document_dossiers": no_such("document_id"),
    "document_print": no_such("document_id"),
    "document_link": no_such("document_id"),
    "document_unlink": no_such("document_id"),
    "document_access": no_such("document_id"),
    "document_folders": no_such("document_id"),
}
