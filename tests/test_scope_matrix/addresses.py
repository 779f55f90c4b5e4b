"""Which row of the table stands over each address with an id, and how the ids of a place fill it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.test_scope_matrix.things import Ids, Things


@dataclass(frozen=True, slots=True)
class Entry:
    """The row of the table, and the parameters of the address by the names of things.

    `acts`: another row for who may press the button, where more people may look.
    """

    row: str
    fill: Callable[[Things], Ids]
    acts: str = ""

    @property
    def post(self) -> str:
        """The row for a POST."""
        return self.acts or self.row

    def of(self, things: Things) -> Ids:
        return self.fill(things)


def _entry(row: str, **names: str | int) -> Entry:
    """`names`: the address's parameter, and the thing that fills it; a number stands for itself."""

    def fill(things: Things) -> Ids:
        return {
            f"{name}": value if isinstance(value, int) else things.ids[value] for name, value in names.items()
        }

    return Entry(row, fill)


def _acts(row: str, entry: Entry) -> Entry:
    return Entry(entry.row, entry.fill, row)


def _document(row: str, thing: str = "fresh", **more: str | int) -> Entry:
    return _entry(row, document_id=thing, **more)


def _page_of_delivery(**more: int) -> Entry:
    return _entry("tray", delivery_id="delivery", index=0, **more)


ADDRESSES: dict[str, Entry] = {
    # access
    "drop_passkey": _entry("somebody's own", passkey_id="passkey"),
    "sign_out_device": _entry("somebody's own", sign_in_id="sign_in"),
    "notice_open": _entry("somebody's own", notice_id="notice"),
    "upload_part": _entry("somebody's own", upload_id="upload"),
    "week_entry": _acts("lead work", _entry("tray", entry_id="week_entry")),
    "week_conclude": _acts("lead work", _entry("tray", entry_id="week_entry")),
    "meeting_from_document": _document("read"),
    "reminder_drop": _entry("somebody's own", reminder_id="reminder"),
    "push_device_drop": _entry("somebody's own", device_id="push_device"),
    # work without a document: on an unnamed colleague's task
    "work_item": _entry("tray", task_id="work"),
    "work_split": _entry("lead work", task_id="work"),
    "work_report": _acts("somebody's own", _entry("tray", task_id="work")),
    "work_finish": _acts("somebody's own", _entry("tray", task_id="work")),
    "work_reschedule": _acts("lead work", _entry("tray", task_id="work")),
    "work_hand_on": _acts("lead work", _entry("tray", task_id="work")),
    "work_cancel": _acts("lead work", _entry("tray", task_id="work")),
    "work_reopen": _acts("lead work", _entry("tray", task_id="work_done")),
    "work_act": Entry("tray", lambda things: {"task_id": things.ids["work"], "verb": "theo-doi"}),
    "work_milestone": _entry("somebody's own", milestone_id="work_milestone"),
    "work_file": _entry("tray", file_id="work_file"),
    "repeat_end": _entry("lead work", repeat_id="work_repeat"),
    # tables of figures: one that the unit drew, one that it sent, one that was put to it
    "figures_request": _entry("receivers", request_id="figures"),
    "figures_summary": _entry("receivers", request_id="figures"),
    "figures_export": _entry("receivers", request_id="figures"),
    "figures_urge": _entry("receivers", request_id="figures"),
    "figures_take_all": _entry("receivers", request_id="figures"),
    "figures_change": _entry("receivers", request_id="figures_draft"),
    "figures_lay": _entry("receivers", request_id="figures_draft"),
    "figures_send": _entry("lead work", request_id="figures_draft"),
    "figures_deadline": _entry("lead work", request_id="figures"),
    "figures_freeze": _entry("lead work", request_id="figures"),
    "figures_cancel": _entry("lead work", request_id="figures"),
    "figures_sheet": _entry("put to the unit", sheet_id="figures_asked"),
    "figures_blank": _entry("put to the unit", sheet_id="figures_asked"),
    "figures_upload": _entry("put to the unit", sheet_id="figures_asked"),
    "figures_take": _entry("receivers", sheet_id="figures_sheet"),
    "figures_return": _entry("receivers", sheet_id="figures_sheet"),
    # standard procedures
    "procedure": _entry("put to the unit", procedure_id="procedure"),
    "procedure_copy": Entry("copy what ships", lambda things: {"key": "dai-hoi"}),
    "procedure_change": _entry("lead work", procedure_id="procedure"),
    "procedure_retire": _entry("lead work", procedure_id="procedure"),
    "procedure_start": _entry("lead work", procedure_id="procedure"),
    "procedure_run": _entry("put to the unit", run_id="procedure_run"),
    "procedure_move": _entry("lead work", run_id="procedure_run"),
    # letters: the desk sees the register's line, an unnamed colleague opens none
    "petition": _entry("tray", petition_id="petition"),
    **{
        name: _entry("somebody's own", petition_id="petition")
        for name in (
            "petition_change",
            "petition_give",
            "petition_accept",
            "petition_extend",
            "petition_refuse",
            "petition_forward",
            "petition_put_away",
            "petition_finish",
        )
    },
    "petition_keeper": _entry("lead work", petition_id="petition"),
    "petition_take": _entry("somebody's own", petition_id="petition", officer_id="officer"),
    "petition_file": _entry("somebody's own", petition_id="petition", file_id="petition_file"),
    "petition_letter": Entry(
        "somebody's own", lambda things: {"petition_id": things.ids["petition"], "kind": "phieu-chuyen"}
    ),
    # members: of the branches below, and of the branch itself
    "member": _entry("members", member_id="member"),
    "member_change": _entry("members", member_id="member"),
    "member_readings": _entry("members", member_id="member"),
    **{f"member_{name}": _entry("members", member_id="member") for name in ("life", "act", "undo", "slip")},
    "member_facts": _entry("sensitive facts", member_id="member"),
    **{
        f"member_import{name}": _entry("keep lists", list_id="member_list")
        for name in ("", "_progress", "_places", "_start", "_stop", "_drop", "_rows", "_blank", "_file")
    },
    "member_import_columns": _entry("keep lists", list_id="member_list", number=0),
    "member_import_row": _entry("keep lists", list_id="member_list", row_id="member_list_row"),
    "member_import_row_drop": _entry("keep lists", list_id="member_list", row_id="member_list_row"),
    **{name: _entry("members", member_id="member") for name in ("member_core", "member_posts")},
    "member_papers": _entry("members", member_id="member"),
    "member_paper": _entry("members", member_id="member", file_id="member_paper"),
    "member_paper_drop": _entry("members", member_id="member", file_id="member_paper"),
    "member_report": _entry("members", report_id="member_report"),
    "member_export": _acts("approve lists", _entry("members", export_id="member_export")),
    "member_export_file": _entry("somebody's own", export_id="member_export"),
    "member_pair": _entry("members", pair_id="member_pair"),
    "member_part": _entry("members", merge_id="member_merge"),
    "fee_member": _entry("members", member_id="member"),
    "fee_exempt": _entry("members", member_id="member"),
    "fee_exempt_end": _entry("members", member_id="member", exemption_id="fee_exemption"),
    "fee_receipt": _entry("members", movement_id="fee_receipt"),
    "fee_undo": _entry("members", movement_id="fee_receipt"),
    "fee_transfer": _entry("members", movement_id="fee_transfer"),
    "branch_book_undo": _entry("members", entry_id="branch_entry"),
    "household": _entry("members", household_id="household"),
    "household_change": _entry("members", household_id="household"),
    "household_leave": _entry("members", household_id="household", person_id="household_person"),
    # people
    **{
        name: _entry("officers", officer_id="officer")
        for name in (
            "officer",
            "officer_change",
            "officer_slip",
            "officer_retire",
            "officer_return",
            "officer_unlock",
            "post_add",
        )
    },
    "post_move": _entry("officers", post_id="post"),
    "post_end": _entry("officers", post_id="post"),
    "delegation_end": _entry("officers", delegation_id="delegation"),
    # units
    "unit": _entry("units", unit_id="unit"),
    "unit_branch": _entry("units", unit_id="unit"),
    "unit_contact": _entry("keep units", unit_id="unit"),
    "unit_change": _entry("keep units", unit_id="unit"),
    "code_give": _entry("keep units", unit_id="unit"),
    "code_close": _entry("keep units", code_id="code"),
    "division": _entry("keep units", succession_id="succession"),
    "help_task": Entry("help", lambda things: {"key": "dang-ky-van-ban-den"}),
    "help_picture": Entry("no such picture", lambda things: {"name": "khong-co", "width": 1024}),
    "member_field": Entry("fields of members", lambda things: {"name": "phone"}),
    "setting": Entry("settings", lambda things: {"key": "layout"}),
    # the clerk's desk
    "incoming_confirm": _entry("desk", draft_id="draft"),
    "incoming_files": _entry("desk", draft_id="draft"),
    "incoming_drop": _entry("desk", draft_id="draft"),
    "incoming_page": _entry("desk", draft_id="draft", file_id="draft_file", number=1),
    "incoming_reading": _entry("desk", draft_id="draft"),
    "incoming_refuse": _entry("desk", draft_id="draft"),
    "stack": _entry("desk", stack_id="stack"),
    "stack_news": _entry("desk", stack_id="stack"),
    "stack_page": _entry("desk", stack_id="stack", number=1),
    "stack_original": _entry("desk", stack_id="stack"),
    "incoming_message": _entry("desk", message_id="message"),
    "incoming_message_refuse": _entry("desk", message_id="message"),
    "incoming_delivery": _acts("desk", _entry("tray", delivery_id="delivery")),
    "incoming_delivery_return": _entry("desk", delivery_id="delivery"),
    "incoming_correct": _document("register"),
    "arrival_rule": _acts("approve plan", _entry("tray", rule_id="rule")),
    "arrival_rule_change": _entry("tray", rule_id="rule"),
    "arrival_rule_off": _entry("tray", rule_id="rule"),
    "arrival_rule_drop": _entry("tray", rule_id="rule"),
    "arrival_rule_undo": _document("register", "ruled"),
    "paper": _document("register"),
    "paper_label": _document("register"),
    "paper_stamped": _document("register"),
    "incoming_void": _document("register"),
    "incoming_undo": _document("register"),
    "incoming_recall": _document("register"),
    "incoming_recall_undo": _document("register"),
    "incoming_return": _document("register"),
    # files
    "file_download": _entry("read", file_id="file"),
    "file_page": _entry("read", file_id="file", page=1),
    "file_reader": _entry("read", file_id="file"),
    "file_gist": _entry("read", file_id="file"),
    "file_with_words": _document("read"),
    "file_searchable": _entry("read", file_id="file"),
    "file_recognition": _entry("read", file_id="file"),
    "file_recognition_stop": _entry("register", file_id="file"),
    "file_recognition_again": _entry("register", file_id="file"),
    "file_mark_misread": _entry("register", file_id="file"),
    "delivery_file": _page_of_delivery(),
    "delivery_page": _page_of_delivery(page=1),
    "delivery_reader": _page_of_delivery(),
    # handling
    "handling_propose": _document("propose"),
    "handling_instruct": _document("instruct"),
    "self_handle": _document("instruct"),
    "document_finish": _acts("decide for a colleague", _document("propose", "given")),
    "handling_decide": _entry("instruct", proposal_id="proposal"),
    "handling_pass_up": _entry("instruct", proposal_id="proposal"),
    "proposal_send_back": _entry("instruct", proposal_id="proposal"),
    "proposal_withdraw": _entry("somebody's own", proposal_id="proposal"),
    "distribution_withdraw": _acts("decide for a colleague", _entry("read", instruction_id="informing")),
    "instruction_undo": _entry("decide for a colleague", instruction_id="informing"),
    "person_tasks": _entry("colleague", person_id="officer"),
    "task": _entry("read", assignment_id="task"),
    "task_accept": _entry("somebody's own", assignment_id="task"),
    "task_report": _entry("somebody's own", assignment_id="task"),
    "task_pass_on": _entry("decide for a colleague", assignment_id="task"),
    "task_split": _entry("decide for a colleague", assignment_id="task"),
    "task_report_file": _entry("read", report_file_id="report_file"),
    "task_extend": _entry("somebody's own", assignment_id="task"),
    "task_finish": _entry("somebody's own", assignment_id="task"),
    "task_urge": _entry("propose", assignment_id="task"),
    "extension_decide": _entry("decide for a colleague", assignment_id="task", extension_id="extension"),
    # dossiers, and what an officer keeps for herself
    "dossier": _entry("dossier", dossier_id="dossier"),
    "dossier_who": _entry("dossier", dossier_id="dossier"),
    "dossier_print": _entry("dossier", dossier_id="dossier"),
    "dossier_take_out": _acts("lead dossiers", _entry("keep dossiers", dossier_id="dossier")),
    "dossier_close": _acts("lead dossiers", _entry("keep dossiers", dossier_id="dossier")),
    "dossier_reopen": _acts("lead dossiers", _entry("keep dossiers", dossier_id="closed")),
    "dossier_change": _acts("lead dossiers", _entry("keep dossiers", dossier_id="dossier")),
    "dossier_access": _entry("restrict dossiers", dossier_id="dossier"),
    # The ticked documents are of the tray: who does not read it has nothing to put in.
    "dossier_suggested": _acts("lead dossiers", _entry("keep dossiers", dossier_id="dossier")),
    **{
        name: _entry("lead dossiers", dossier_id="dossier")
        for name in ("case_lead", "case_support", "case_pause", "case_resume", "case_cancel")
    },
    "case_ask": _entry("keep dossiers", dossier_id="dossier"),
    "case_note": _entry("keep dossiers", dossier_id="dossier"),
    "case_part_done": _entry("lead dossiers", helper_id="case_helper"),
    "case_part_on": _entry("lead dossiers", helper_id="case_helper"),
    "case_part_off": _entry("lead dossiers", helper_id="case_helper"),
    "case_opinion": _entry("somebody's own", opinion_id="case_opinion"),
    "dossier_package": _entry("lead dossiers", dossier_id="closed"),
    "dossier_hold": _entry("lead dossiers", dossier_id="dossier"),
    "dossier_lift": _entry("lift a hold", dossier_id="dossier"),
    "transfer": _entry("keep archive", transfer_id="transfer"),
    "transfer_index": _entry("keep archive", transfer_id="transfer"),
    "transfer_export": _entry("keep archive", transfer_id="transfer"),
    "transfer_minutes": _entry("keep archive", transfer_id="transfer"),
    "transfer_send": _entry("keep archive", transfer_id="transfer"),
    "transfer_receive": _entry("keep archive", transfer_id="transfer"),
    "transfer_return": _entry("keep archive", transfer_id="transfer"),
    "disposal": _entry("keep archive", disposal_id="disposal"),
    "disposal_print": _entry("keep archive", disposal_id="disposal"),
    "disposal_minutes": _entry("somebody's own", disposal_id="disposal"),  # none before it is done
    "disposal_committee": _entry("keep archive", disposal_id="disposal"),
    "disposal_keep": _entry("keep archive", disposal_id="disposal", entry_id="disposal_entry"),
    "disposal_stop": _entry("keep archive", disposal_id="disposal"),
    "disposal_decide": _entry("approve plan", disposal_id="disposal"),
    "disposal_carry_out": _entry("keep archive", disposal_id="disposal"),
    "disposal_opinion": _entry("somebody's own", disposal_id="disposal"),
    "plan": _entry("plan", plan_id="plan"),
    "plan_print": _entry("plan", plan_id="plan"),
    "plan_export": _entry("plan", plan_id="plan"),
    "plan_open_dossier": _entry("plan", plan_id="plan", line_id="plan_line"),
    "plan_write": _entry("keep archive", plan_id="plan"),
    "plan_reopen": _entry("keep archive", plan_id="plan"),
    "plan_approve": _entry("approve plan", plan_id="plan"),
    "folder": _entry("somebody's own", folder_id="folder"),
    "folder_take_out": _entry("somebody's own", folder_id="folder"),
    "folder_drop": _entry("somebody's own", folder_id="folder"),
    "saved_search": _entry("somebody's own", search_id="search"),
    "saved_search_drop": _entry("somebody's own", search_id="search"),
    # books
    "register_book": _entry("tray", book_id="book"),
    "register_period": _entry("tray", book_id="book"),
    "handling_slip": _document("read"),
    "envelopes": _document("read", "issued"),
    "loan_new": _document("register"),
    "loan_return": _entry("keep copies", loan_id="loan"),
    "register_gaps": _entry("tray", book_id="book"),
    "register_print": _entry("tray", book_id="book"),
    "register_export": _entry("tray", book_id="book"),
    "register_reserve": _entry("keep books", book_id="book"),
    "register_void": _entry("keep books", book_id="book", number_id="number"),
    "register_close": _entry("keep books", book_id="book"),
    "register_take_over": _entry("keep books", book_id="book"),
    "take_over": _entry("keep books", take_over_id="take_over"),
    "take_over_progress": _entry("keep books", take_over_id="take_over"),
    "take_over_columns": _entry("keep books", take_over_id="take_over"),
    "take_over_start": _entry("keep books", take_over_id="take_over"),
    "take_over_stop": _entry("keep books", take_over_id="take_over"),
    "take_over_drop": _entry("keep books", take_over_id="take_over"),
    "take_over_faults": _entry("keep books", take_over_id="take_over"),
    "take_over_faults_file": _entry("keep books", take_over_id="take_over"),
    "take_over_scans": _entry("keep books", take_over_id="take_over"),
    "take_over_match_again": _entry("keep books", take_over_id="take_over"),
    # the way out
    "outgoing_edit": _document("draft", "written"),
    "outgoing_annexes": _document("draft", "written"),
    "outgoing_word": _document("draft", "written"),
    "outgoing_word_file": _document("draft", "written", template_id="own_template"),
    "own_template": _entry("receivers", template_id="own_template"),
    "own_template_preview": _entry("receivers", template_id="own_template"),
    "own_template_file": _entry("receivers", template_id="own_template"),
    "own_template_change": _entry("desk", template_id="own_template"),
    "own_template_retire": _entry("desk", template_id="own_template"),
    "outgoing_correct": _document("draft", "written"),
    "outgoing_leave": _document("draft", "written"),
    "outgoing_drop": _document("draft", "written"),
    "outgoing_comment": _document("draft", "written"),
    "outgoing_preview": _document("draft", "written"),
    "outgoing_picture": _document("draft", "written", number=1),
    "outgoing_versions": _document("draft", "written"),
    "outgoing_compare": _document("draft", "written", before=1, after=2),
    "outgoing_recipients": _document("draft", "written"),
    "outgoing_submit": _document("draft", "written"),
    "outgoing_again": _document("draft", "issued"),
    "outgoing_withdraw": _document("draft", "submitted"),
    "outgoing_review": _document("review", "submitted"),
    "outgoing_number": _document("issue", "approved"),
    "outgoing_make": _document("issue", "numbered"),
    "outgoing_signed": _document("issue", "numbered"),
    "outgoing_void": _document("issue", "numbered"),
    "outgoing_issue": _document("issue", "numbered"),
    "outgoing_outbox": _document("issue", "sending"),
    "outgoing_stop": _document("issue", "sending"),
    "outgoing_paper": _document("issue", "issued"),
    "outgoing_copy": _document("issue", "issued"),
    "outgoing_revoke": _document("issue", "issued"),
    "recipient_group": _entry("receivers", group_id="group"),
    # opinions on a draft: between two people who are not named elsewhere
    "opinion_new": _document("draft", "written"),
    "opinion_round": _acts("somebody's own", _entry("draft", round_id="round")),
    "opinion_draft": _entry("draft", round_id="round"),
    "opinion_extend": _entry("somebody's own", round_id="round"),
    "opinion_urge": _entry("somebody's own", round_id="round"),
    "opinion_close": _entry("somebody's own", round_id="round"),
    "opinion_print": _entry("draft", round_id="round"),
    "opinion_export": _entry("draft", round_id="round"),
    "opinion_settle": _entry("somebody's own", opinion_id="opinion"),
    "opinion_file": _entry("draft", opinion_id="opinion"),
    # the document's page
    "document": _document("read"),
    "document_print": _document("read"),
    "document_who": _document("read"),
    "search_similar": _document("read"),
    "document_note": _document("read"),
    "document_link": _document("read"),
    "document_unlink": _document("read"),
    "document_folders": _document("read"),
    "document_dossiers": _document("read"),
    "document_access": _document("restrict"),
}

# Opened before signing in; what it does is tested with the PIN pad (access/tests/test_pins.py).
OPEN = {"come_back", "calendar_feed", "card_check"}
