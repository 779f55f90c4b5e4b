"""A clerk at her desk, and a file store of her own: the same as for incoming documents."""

from hoiso.documents.incoming.tests.conftest import clerk, desk, file_store, unit

__all__ = ["clerk", "desk", "file_store", "unit"]
