"""Taking a file in, as the folders of documents call it."""

from hoiso.core.files.taking_in import Filed, store, take_in

__all__ = ["Filed", "store", "take_in"]
