"""Reading files into pages: open a file by its content, read it page by page."""

from nlp.parsing.open import open_file

__all__ = ["open_file"]
