"""Background work of this part, gathered for the worker."""

from hoiso.work.tasks import jobs as tasks_jobs

__all__ = ["tasks_jobs"]
