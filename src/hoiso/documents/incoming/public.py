"""Face of the clerk's desk."""

from hoiso.documents.incoming.actions.codes import (
    confirm_message_codes,
    refuse_draft_codes,
    refuse_message_codes,
)
from hoiso.documents.incoming.actions.correcting import (
    correct,
    open_delivery,
    refuse_delivery,
    return_document,
    undo_registration,
)
from hoiso.documents.incoming.actions.drafts import (
    Upload,
    add_files,
    arrange_files,
    begin_with_delivery,
    begin_with_files,
    begin_with_paper,
    drop_draft,
    keep_typed,
    refuse_secret_draft,
)
from hoiso.documents.incoming.actions.filling import clear_marks, has_mark
from hoiso.documents.incoming.actions.importing import (
    Result,
    Taken,
    begin_with_uploads,
    import_message,
    take_message,
)
from hoiso.documents.incoming.actions.registering import (
    Registered,
    register,
    register_and_handle,
    register_draft,
    register_secret_draft,
)
from hoiso.documents.incoming.closed_codes import Closed
from hoiso.documents.incoming.commands import (
    Addressee,
    ImportedFile,
    addressee,
    command_actor,
    import_files,
    unit_of_code,
)
from hoiso.documents.incoming.duplicates import Duplicate
from hoiso.documents.incoming.entry import Entry, NewFile, NumberWish
from hoiso.documents.incoming.phrases import IMPORT_ACTOR as COMMAND_NAME
from hoiso.documents.incoming.queries.codes import CodeAsked, CodeCase, code_cases, codes_of_message
from hoiso.documents.incoming.queries.desk import (
    DeliveryPage,
    DraftPage,
    delivery_page,
    draft_file,
    draft_page,
    early_duplicates,
    first_values,
    reserved_numbers,
    values_read,
)
from hoiso.documents.incoming.queries.lines import corrections_of, line_values, registered
from hoiso.documents.incoming.queries.messages import WaitingMessage, waiting_messages
from hoiso.documents.incoming.queries.suggestions import Suggestion, issuers
from hoiso.documents.incoming.queries.tray import (
    ORDERS,
    VIEWS,
    Tray,
    TrayFilter,
    incoming_books,
    news,
    rows_for_export,
    tray,
)
from hoiso.documents.incoming.settings import keeps_secret_lines

__all__ = [
    "COMMAND_NAME",
    "ORDERS",
    "VIEWS",
    "Addressee",
    "Closed",
    "CodeAsked",
    "CodeCase",
    "DeliveryPage",
    "DraftPage",
    "Duplicate",
    "Entry",
    "ImportedFile",
    "NewFile",
    "NumberWish",
    "Registered",
    "Result",
    "Suggestion",
    "Taken",
    "Tray",
    "TrayFilter",
    "Upload",
    "WaitingMessage",
    "add_files",
    "addressee",
    "arrange_files",
    "begin_with_delivery",
    "begin_with_files",
    "begin_with_paper",
    "begin_with_uploads",
    "clear_marks",
    "code_cases",
    "codes_of_message",
    "command_actor",
    "confirm_message_codes",
    "correct",
    "corrections_of",
    "delivery_page",
    "draft_file",
    "draft_page",
    "drop_draft",
    "early_duplicates",
    "first_values",
    "has_mark",
    "import_files",
    "import_message",
    "incoming_books",
    "issuers",
    "keep_typed",
    "keeps_secret_lines",
    "line_values",
    "news",
    "open_delivery",
    "refuse_delivery",
    "refuse_draft_codes",
    "refuse_message_codes",
    "refuse_secret_draft",
    "register",
    "register_and_handle",
    "register_draft",
    "register_secret_draft",
    "registered",
    "reserved_numbers",
    "return_document",
    "rows_for_export",
    "take_message",
    "tray",
    "undo_registration",
    "unit_of_code",
    "values_read",
    "waiting_messages",
]
