"""Background work of members: the folders' own entry points, gathered for the worker."""

from hoiso.members.branches import jobs as branches_jobs
from hoiso.members.duplicates import jobs as duplicates_jobs
from hoiso.members.imports import jobs as imports_jobs

__all__ = ["branches_jobs", "duplicates_jobs", "imports_jobs"]
