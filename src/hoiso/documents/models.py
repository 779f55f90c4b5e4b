"""Every table of the documents part, so that Django knows them."""

from hoiso.documents.tables.archive import (
    CopyLoan,
    Disposal,
    DisposalEntry,
    DisposalMember,
    DossierHold,
    Transfer,
    TransferEntry,
)
from hoiso.documents.tables.arriving import ArrivalApplied, ArrivalRule
from hoiso.documents.tables.book import Book, BookNumber, Series
from hoiso.documents.tables.case import DossierHelper, DossierOpinion, DossierStep
from hoiso.documents.tables.document import (
    Correction,
    Direction,
    Document,
    DocumentFile,
    Event,
    Link,
    Message,
    Reader,
    SearchEntry,
    SearchWord,
    State,
    Urgency,
)
from hoiso.documents.tables.handling import (
    Assignment,
    AssignmentPart,
    Extension,
    HandlingProposal,
    Instruction,
    Part,
    ProgressReport,
    ReportFile,
    TypicalInstruction,
)
from hoiso.documents.tables.incoming import ClosedCode, IncomingDraft, IncomingDraftFile, KnownIssuer
from hoiso.documents.tables.intake import MailArrival, ScanPart, ScanStack
from hoiso.documents.tables.keeping import (
    AccessChange,
    Dossier,
    DossierEntry,
    DossierReader,
    Folder,
    FolderEntry,
    Note,
    SavedSearch,
)
from hoiso.documents.tables.learning import SenderHabit
from hoiso.documents.tables.opinions import Opinion, OpinionRound
from hoiso.documents.tables.outbox import Sending
from hoiso.documents.tables.outgoing import (
    Comment,
    Delivery,
    DraftVersion,
    EditLock,
    Recipient,
    RecipientGroup,
    RecipientGroupMember,
    Review,
    ReviewChain,
)
from hoiso.documents.tables.own_template import OwnTemplate, OwnTemplateVersion
from hoiso.documents.tables.papers import PaperLoan, PaperOriginal
from hoiso.documents.tables.petition import Petition, PetitionContent, PetitionFile, PetitionStep
from hoiso.documents.tables.plan import DossierPlan, DossierPlanLine
from hoiso.documents.tables.recall import Recall
from hoiso.documents.tables.recognition import Recognition
from hoiso.documents.tables.takeover import TakeOver, TakeOverFault, TakeOverScan

__all__ = [
    "AccessChange",
    "ArrivalApplied",
    "ArrivalRule",
    "Assignment",
    "AssignmentPart",
    "Book",
    "BookNumber",
    "ClosedCode",
    "Comment",
    "CopyLoan",
    "Correction",
    "Delivery",
    "Direction",
    "Disposal",
    "DisposalEntry",
    "DisposalMember",
    "Document",
    "DocumentFile",
    "Dossier",
    "DossierEntry",
    "DossierHelper",
    "DossierHold",
    "DossierOpinion",
    "DossierPlan",
    "DossierPlanLine",
    "DossierReader",
    "DossierStep",
    "DraftVersion",
    "EditLock",
    "Event",
    "Extension",
    "Folder",
    "FolderEntry",
    "HandlingProposal",
    "IncomingDraft",
    "IncomingDraftFile",
    "Instruction",
    "KnownIssuer",
    "Link",
    "MailArrival",
    "Message",
    "Note",
    "Opinion",
    "OpinionRound",
    "OwnTemplate",
    "OwnTemplateVersion",
    "PaperLoan",
    "PaperOriginal",
    "Part",
    "Petition",
    "PetitionContent",
    "PetitionFile",
    "PetitionStep",
    "ProgressReport",
    "Reader",
    "Recall",
    "Recipient",
    "RecipientGroup",
    "RecipientGroupMember",
    "Recognition",
    "ReportFile",
    "Review",
    "ReviewChain",
    "SavedSearch",
    "ScanPart",
    "ScanStack",
    "SearchEntry",
    "SearchWord",
    "SenderHabit",
    "Sending",
    "Series",
    "State",
    "TakeOver",
    "TakeOverFault",
    "TakeOverScan",
    "Transfer",
    "TransferEntry",
    "TypicalInstruction",
    "Urgency",
]
