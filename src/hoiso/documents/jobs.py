"""Background work of documents: the folders' own entry points, gathered for the worker."""

from hoiso.documents.outgoing import jobs as outgoing_jobs

__all__ = ["outgoing_jobs"]
