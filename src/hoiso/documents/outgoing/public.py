"""Face of the outgoing folder."""

from hoiso.documents.outgoing.actions.chains import drop_chain, keep_chain
from hoiso.documents.outgoing.actions.copying import CopyWish, make_copy
from hoiso.documents.outgoing.actions.drafts import (
    begin_draft,
    begin_from_word,
    draft_again,
    drop_draft,
    save_draft,
)
from hoiso.documents.outgoing.actions.files import Upload, add_annexes, attach_signed, drop_annex
from hoiso.documents.outgoing.actions.groups import drop_group, keep_group
from hoiso.documents.outgoing.actions.issuing import await_signature, issue, note_paper_sent, revoke
from hoiso.documents.outgoing.actions.locks import let_go, take_lock
from hoiso.documents.outgoing.actions.making import make_file
from hoiso.documents.outgoing.actions.numbering import give_number, void_given_number
from hoiso.documents.outgoing.actions.outbox import HOLD, lay_out, send_due
from hoiso.documents.outgoing.actions.outbox import stop as stop_sending
from hoiso.documents.outgoing.actions.own_templates import (
    WordFile,
    bring_template_back,
    change_template,
    keep_template,
    retire_template,
    word_file,
)
from hoiso.documents.outgoing.actions.receiving import grown_rows, save_recipients
from hoiso.documents.outgoing.actions.reviewing import (
    approve,
    approve_own,
    comment,
    send_back,
    settle_comment,
    submit,
    withdraw,
)
from hoiso.documents.outgoing.checked import corrected, findings_of
from hoiso.documents.outgoing.content import DraftContent, RecipientChoice, from_json, places_of
from hoiso.documents.outgoing.differences import as_lines
from hoiso.documents.outgoing.finding import Asked, answerable, find_incoming, with_notation
from hoiso.documents.outgoing.numbers import NumberWish
from hoiso.documents.outgoing.previewing import preview, printed
from hoiso.documents.outgoing.queries.chains import Chain, chains
from hoiso.documents.outgoing.queries.copying import CopySource, copy_source
from hoiso.documents.outgoing.queries.drafts import (
    DraftPage,
    Laid,
    ListedVersion,
    draft_page,
    versions,
    versions_with_text,
)
from hoiso.documents.outgoing.queries.listing import (
    ORDERS,
    VIEWS,
    ListFilter,
    ListRow,
    outgoing_page,
    outgoing_rows,
)
from hoiso.documents.outgoing.queries.numbering import NextNumber, next_number
from hoiso.documents.outgoing.queries.outbox import OutboxPage, outbox, outbox_of, waits
from hoiso.documents.outgoing.queries.own_templates import (
    TEMPLATE_ORDERS,
    TEMPLATE_VIEWS,
    TemplateFilter,
    TemplatePage,
    TemplateRow,
    TemplateVersion,
    offered_templates,
    template_page,
    template_rows,
    templates_page,
)
from hoiso.documents.outgoing.queries.receivers import (
    GroupLine,
    Offered,
    group_of,
    groups,
    offers_for,
    suggested,
    units_directly_below,
    units_named,
)
from hoiso.documents.outgoing.queries.tracking import TrackedRecipient, tracked
from hoiso.documents.outgoing.word_fields import KNOWN, KnownField, sample_values
from hoiso.documents.outgoing.word_fields import NAMES as FIELDS
from hoiso.documents.outgoing.word_samples import sample_file, sample_paper
from hoiso.documents.outgoing.word_starter import starter

__all__ = [
    "FIELDS",
    "HOLD",
    "KNOWN",
    "ORDERS",
    "TEMPLATE_ORDERS",
    "TEMPLATE_VIEWS",
    "VIEWS",
    "Asked",
    "Chain",
    "CopySource",
    "CopyWish",
    "DraftContent",
    "DraftPage",
    "GroupLine",
    "KnownField",
    "Laid",
    "ListFilter",
    "ListRow",
    "ListedVersion",
    "NextNumber",
    "NumberWish",
    "Offered",
    "OutboxPage",
    "RecipientChoice",
    "TemplateFilter",
    "TemplatePage",
    "TemplateRow",
    "TemplateVersion",
    "TrackedRecipient",
    "Upload",
    "WordFile",
    "add_annexes",
    "answerable",
    "approve",
    "approve_own",
    "as_lines",
    "attach_signed",
    "await_signature",
    "begin_draft",
    "begin_from_word",
    "bring_template_back",
    "chains",
    "change_template",
    "comment",
    "copy_source",
    "corrected",
    "draft_again",
    "draft_page",
    "drop_annex",
    "drop_chain",
    "drop_draft",
    "drop_group",
    "find_incoming",
    "findings_of",
    "from_json",
    "give_number",
    "group_of",
    "groups",
    "grown_rows",
    "issue",
    "keep_chain",
    "keep_group",
    "keep_template",
    "lay_out",
    "let_go",
    "make_copy",
    "make_file",
    "next_number",
    "note_paper_sent",
    "offered_templates",
    "offers_for",
    "outbox",
    "outbox_of",
    "outgoing_page",
    "outgoing_rows",
    "places_of",
    "preview",
    "printed",
    "retire_template",
    "revoke",
    "sample_file",
    "sample_paper",
    "sample_values",
    "save_draft",
    "save_recipients",
    "send_back",
    "send_due",
    "settle_comment",
    "starter",
    "stop_sending",
    "submit",
    "suggested",
    "take_lock",
    "template_page",
    "template_rows",
    "templates_page",
    "tracked",
    "units_directly_below",
    "units_named",
    "versions",
    "versions_with_text",
    "void_given_number",
    "waits",
    "with_notation",
    "withdraw",
    "word_file",
]
