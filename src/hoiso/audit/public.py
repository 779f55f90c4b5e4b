"""Face of the trail."""

from hoiso.audit.actions import record, seal
from hoiso.audit.queries import Break, head, verify

__all__ = ["Break", "head", "record", "seal", "verify"]
