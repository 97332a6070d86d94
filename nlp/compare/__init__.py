"""Comparing two versions of a document (版本比对): what was changed, moved, added, deleted."""

from nlp.compare.change import Change, Comparison, TokenChange
from nlp.compare.differ import compare
from nlp.compare.version import Version, version_of, version_of_json

__all__ = [
    "Change",
    "Comparison",
    "TokenChange",
    "Version",
    "compare",
    "version_of",
    "version_of_json",
]
