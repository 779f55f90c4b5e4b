"""Background work of members: the folders' own entry points, gathered for the worker."""

from hoiso.members.duplicates import jobs as duplicates_jobs
from hoiso.members.imports import jobs as imports_jobs

__all__ = ["duplicates_jobs", "imports_jobs"]
