"""Why demo data are not laid out."""

from hoiso.core.errors import DomainError


class NotEmpty(DomainError):
    """The database holds people of a real office, or a demo that stands already."""
