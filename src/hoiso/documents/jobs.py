"""Background work of documents: the folders' own entry points, gathered for the worker."""

from hoiso.documents.files import jobs as files_jobs
from hoiso.documents.handling import jobs as handling_jobs
from hoiso.documents.incoming import jobs as incoming_jobs
from hoiso.documents.intake import jobs as intake_jobs
from hoiso.documents.keeping import jobs as keeping_jobs
from hoiso.documents.opinions import jobs as opinions_jobs
from hoiso.documents.outgoing import jobs as outgoing_jobs
from hoiso.documents.petitions import jobs as petitions_jobs
from hoiso.documents.search import jobs as search_jobs
from hoiso.documents.takeover import jobs as takeover_jobs

__all__ = [
    "files_jobs",
    "handling_jobs",
    "incoming_jobs",
    "intake_jobs",
    "keeping_jobs",
    "opinions_jobs",
    "outgoing_jobs",
    "petitions_jobs",
    "search_jobs",
    "takeover_jobs",
]
