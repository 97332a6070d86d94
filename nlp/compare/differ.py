"""From two versions to a list of changes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from nlp.compare.align import Hunk, Run, align, hunks_of, without_islands
from nlp.compare.change import Change, ChangeClass, ChangeType, Comparison, TokenChange
from nlp.compare.moves import BREAK, Move, find_moves, remaining
from nlp.compare.passages import Passages
from nlp.compare.spelling import spelling_changes
from nlp.compare.tokens import ClauseNumber, Tokens, normal_form, tokenize
from nlp.compare.values import KINDS, Value, negations, number_path
from nlp.compare.version import DOUBTFUL, ClauseMark, Version
from nlp.document import Evidence

_MOST_SLIDE = 400
_MOST_GROWTH = 60
_REWRITTEN = 0.4
"""Long passages less alike than this are not one changed passage but a deleted and an added one."""
_LONG = 10
_MOST_CELLS = 4_000_000
_TAIL = re.compile(r"[。；;.!?！？,，、:：)）”\"』」]+")
_ALIKE = (
    "0oO〇 1lI|i一 5sS 8B 2zZ 日曰目 己已巳 未末 土士 人入八 天夫 大太犬 千干于 元无 口囗□ 王玉主 "
    "今令 侯候 收攻 拨拔 贷货 折拆"
)
_LOOK_ALIKE = [frozenset(group) for group in _ALIKE.split()]
"""Characters that recognition takes for one another; no group holds two figures."""
_RANK_PASSAGE, _RANK_WORD, _RANK_MOVED, _RANK_NUMBER, _RANK_SPELLING = 6, 7, 8, 9, 10


def compare(old: Version, new: Version) -> Comparison:
    """Everything that differs, gravest first.

    Clause numbers are set apart, so a renumbered clause is the same clause. Each difference is
    widened to whole words and values on both sides; it is a matter of form only where both sides
    say the same value for value and word for word.
    """
    return _Differ(tokenize(old), tokenize(new)).comparison()


class _Differ:
    def __init__(self, old: Tokens, new: Tokens) -> None:
        self.old, self.new = old, new
        runs = without_islands(align(old.keys, new.keys), len(old), len(new))
        self.runs = _slid(runs, old, new)
        self.partner = [-1] * len(old)
        self.back = [-1] * len(new)
        names = old.version.names | new.version.names
        self.old_passages, self.new_passages = Passages(old, names), Passages(new, names)

    def comparison(self) -> Comparison:
        hunks = hunks_of(self.runs, len(self.old), len(self.new))
        moves = find_moves(self.old, self.new, hunks)
        for run in (*self.runs, *(run for move in moves for run in move.runs)):
            for step in range(run.length):
                self.partner[run.old + step] = run.new + step
                self.back[run.new + step] = run.old + step
        numbers = _Numbers(self.old, self.new, self.partner, self.back)
        left = remaining(hunks, moves)
        for move in moves:
            left += _inside(move)
        left = [hunk for hunk in left if not numbers.is_number(hunk)]
        changes = [change for move in moves if (change := self._moved(move)) is not None]
        for hunk in self._grown(self._told_apart(left)):
            changes += self._changes(hunk, numbers)
        changes += self._renumbered(numbers)
        changes += spelling_changes(self.old, self.new, self.runs, _RANK_SPELLING)
        changes.sort(key=lambda change: (change.rank, _position(change)))
        named = tuple(replace(change, id=f"d{n}") for n, change in enumerate(changes, start=1))
        return Comparison(self.old, self.new, tuple(self.runs), named)

    # --- hunks ------------------------------------------------------------------------------

    def _told_apart(self, hunks: Iterable[Hunk]) -> Iterator[Hunk]:
        """A passage that took the place of quite another one is a deleted and an added one."""
        for hunk in hunks:
            sizes = hunk.old_end - hunk.old, hunk.new_end - hunk.new
            if min(sizes) >= _LONG and (
                sizes[0] * sizes[1] > _MOST_CELLS
                or LCSseq.normalized_similarity(
                    self.old.keys[hunk.old : hunk.old_end], self.new.keys[hunk.new : hunk.new_end]
                )
                < _REWRITTEN
            ):
                yield Hunk(hunk.old, hunk.old_end, hunk.new, hunk.new)
                yield Hunk(hunk.old_end, hunk.old_end, hunk.new, hunk.new_end)
            else:
                yield hunk

    def _grown(self, hunks: Iterable[Hunk]) -> list[Hunk]:
        """The hunks widened to whole words and values; those that meet become one."""
        grown: list[Hunk] = []
        for hunk in sorted((self._widened(each) for each in hunks), key=_corner):
            last = grown[-1] if grown else None
            if last and hunk.old < last.old_end and hunk.new < last.new_end:
                grown[-1] = Hunk(
                    min(last.old, hunk.old),
                    max(last.old_end, hunk.old_end),
                    min(last.new, hunk.new),
                    max(last.new_end, hunk.new_end),
                )
            else:
                grown.append(hunk)
        return grown

    def _widened(self, hunk: Hunk) -> Hunk:
        if self._is_passage(hunk):
            return hunk
        old, old_end, new, new_end = hunk.old, hunk.old_end, hunk.new, hunk.new_end
        for _ in range(_MOST_GROWTH):
            if not (self.old_passages.cut(old) or self.new_passages.cut(new)):
                break
            if not self._paired(old - 1, new - 1):
                break
            old, new = old - 1, new - 1
        for _ in range(_MOST_GROWTH):
            if not (self.old_passages.cut(old_end) or self.new_passages.cut(new_end)):
                break
            if not self._paired(old_end, new_end):
                break
            old_end, new_end = old_end + 1, new_end + 1
        widened = Hunk(old, old_end, new, new_end)
        if old < old_end and new < new_end:
            return widened
        return self._with_neighbour(widened)

    def _with_neighbour(self, hunk: Hunk) -> Hunk:
        """A word dropped or put in, told with the word beside it, so that both sides show."""
        if self._paired(hunk.old_end, hunk.new_end) and not self._break_after(hunk):
            return self._widened(Hunk(hunk.old, hunk.old_end + 1, hunk.new, hunk.new_end + 1))
        if self._paired(hunk.old - 1, hunk.new - 1):
            return self._widened(Hunk(hunk.old - 1, hunk.old_end, hunk.new - 1, hunk.new_end))
        return hunk

    def _break_after(self, hunk: Hunk) -> bool:
        return bool(
            BREAK.search(self.old.between(hunk.old_end))
            or BREAK.search(self.new.between(hunk.new_end))
        )

    def _is_passage(self, hunk: Hunk) -> bool:
        """Whether only one side has text, and that is whole sentences or cells."""
        if hunk.old < hunk.old_end and hunk.new < hunk.new_end:
            return False
        tokens, start, end = (
            (self.old, hunk.old, hunk.old_end)
            if hunk.old < hunk.old_end
            else (self.new, hunk.new, hunk.new_end)
        )
        opens = start == 0 or bool(BREAK.search(tokens.between(start)))
        closes = end == len(tokens) or bool(BREAK.search(tokens.between(end)))
        return opens and closes

    def _paired(self, i: int, j: int) -> bool:
        return 0 <= i < len(self.old) and 0 <= j < len(self.new) and self.partner[i] == j

    # --- changes ----------------------------------------------------------------------------

    def _changes(self, hunk: Hunk, numbers: _Numbers) -> Iterator[Change]:
        for part in self._by_cell(hunk):
            change = self._change(part, numbers)
            if change is not None:
                yield change

    def _by_cell(self, hunk: Hunk) -> list[Hunk]:
        """A replaced stretch of as many cells or paragraphs, cell by cell."""
        old = _cuts(self.old, hunk.old, hunk.old_end)
        new = _cuts(self.new, hunk.new, hunk.new_end)
        if not old or len(old) != len(new):
            return [hunk]
        i = [hunk.old, *old, hunk.old_end]
        j = [hunk.new, *new, hunk.new_end]
        return [Hunk(i[n], i[n + 1], j[n], j[n + 1]) for n in range(len(i) - 1)]

    def _change(self, hunk: Hunk, numbers: _Numbers) -> Change | None:
        before = self.old_passages.values(hunk.old, hunk.old_end)
        after = self.new_passages.values(hunk.new, hunk.new_end)
        same = any(
            self.old_passages.canonical(hunk.old, hunk.old_end, ours)
            == self.new_passages.canonical(hunk.new, hunk.new_end, theirs)
            for ours, theirs in ((before, after), ((), ()))
        )
        if same and hunk.old < hunk.old_end and self._same_print(hunk):
            return None
        if not same and numbers.explains(before, after, self._rest(hunk, before, after)):
            return self._made("renumbered", "format", _RANK_NUMBER, hunk, ())
        kind: ChangeType = "changed"
        if hunk.old == hunk.old_end or hunk.new == hunk.new_end:
            kind = "added" if hunk.old == hunk.old_end else "deleted"
        tokens = tuple(self._tokens(hunk, before, after))
        if same:
            return self._made(kind, "format", _RANK_SPELLING, hunk, tokens)
        rank = min((KINDS.index(token.kind) for token in tokens), default=_RANK_WORD)
        rank = _RANK_WORD if rank == len(KINDS) - 1 else rank
        if kind != "changed" and hunk.size >= _LONG:
            rank = _RANK_PASSAGE
        return self._made(kind, "substantive", rank, hunk, tokens)

    def _same_print(self, hunk: Hunk) -> bool:
        """Whether both sides differ in blanks alone."""
        old = self.old.version.text[self.old.starts[hunk.old] : self.old.ends[hunk.old_end - 1]]
        new = self.new.version.text[self.new.starts[hunk.new] : self.new.ends[hunk.new_end - 1]]
        return "".join(old.split()) == "".join(new.split())

    def _rest(self, hunk: Hunk, before: Sequence[Value], after: Sequence[Value]) -> bool:
        """Whether the wording around the values is the same."""
        return self.old_passages.wording(hunk.old, hunk.old_end, before) == (
            self.new_passages.wording(hunk.new, hunk.new_end, after)
        )

    def _tokens(
        self, hunk: Hunk, before: Sequence[Value], after: Sequence[Value]
    ) -> Iterator[TokenChange]:
        old_text, new_text = self.old.version.text, self.new.version.text
        shared = Counter((v.kind, v.value) for v in before) & Counter(
            (v.kind, v.value) for v in after
        )
        gone = _unshared(before, Counter(shared))
        come = _unshared(after, Counter(shared))
        for first, second in _pairs(gone, come):
            kinds = [value.kind for value in (first, second) if value]
            yield TokenChange(
                min(kinds, key=KINDS.index),
                old_text[first.start : first.end] if first else None,
                new_text[second.start : second.end] if second else None,
            )
        one = self.old_passages.wording(hunk.old, hunk.old_end, before)
        two = self.new_passages.wording(hunk.new, hunk.new_end, after)
        if one == two or (hunk.size >= _LONG and not (one and two)):
            return
        old_words = self.old_passages.words(hunk.old, hunk.old_end, before)
        new_words = self.new_passages.words(hunk.new, hunk.new_end, after)
        denies = Counter(negations(old_words)) != Counter(negations(new_words))
        yield TokenChange("negation" if denies else "word", old_words or None, new_words or None)

    def _moved(self, move: Move) -> Change | None:
        hunk = Hunk(move.old, move.old_end, move.new, move.new_end)
        return self._made("moved", "substantive", _RANK_MOVED, hunk, ())

    def _renumbered(self, numbers: _Numbers) -> Iterator[Change]:
        for one, two in numbers.changed:
            yield self._told(
                "renumbered",
                "format",
                _RANK_NUMBER,
                self.old.version.evidence(one.start, one.end) if one else None,
                self.new.version.evidence(two.start, two.end) if two else None,
                offsets=(
                    one.start if one else self._offset(self.old, self.back, two),
                    two.start if two else self._offset(self.new, self.partner, one),
                ),
            )

    def _offset(self, tokens: Tokens, map_: Sequence[int], other: ClauseNumber | None) -> int:
        token = map_[other.token] if other and other.token < len(map_) else -1
        return tokens.starts[token] if token >= 0 else 0

    def _made(
        self,
        kind: ChangeType,
        cls: ChangeClass,
        rank: int,
        hunk: Hunk,
        tokens: tuple[TokenChange, ...],
    ) -> Change:
        whole = kind != "changed"
        old = _evidence(self.old, hunk.old, hunk.old_end, whole)
        new = _evidence(self.new, hunk.new, hunk.new_end, whole)
        offsets = self.old.gap_end(hunk.old), self.new.gap_end(hunk.new)
        made = self._told(kind, cls, rank, old, new, offsets)
        doubt = cls == "substantive" and kind != "moved" and self._doubtful(hunk)
        return replace(made, tokens=tokens, doubt=doubt)

    def _told(
        self,
        kind: ChangeType,
        cls: ChangeClass,
        rank: int,
        old: Evidence | None,
        new: Evidence | None,
        offsets: tuple[int, int],
    ) -> Change:
        one, two = self.old.version, self.new.version
        return Change(
            id="",
            type=kind,
            cls=cls,
            rank=rank,
            old=old,
            new=new,
            old_clause=_name(one.clause_at(old.start if old else max(offsets[0] - 1, 0))),
            new_clause=_name(two.clause_at(new.start if new else max(offsets[1] - 1, 0))),
            old_place=None if old else one.place(offsets[0]),
            new_place=None if new else two.place(offsets[1]),
        )

    def _doubtful(self, hunk: Hunk) -> bool:
        """Whether recognition was unsure of a word, or took one character for its look-alike."""
        old, new = self.old, self.new
        for tokens, start, end in ((old, hunk.old, hunk.old_end), (new, hunk.new, hunk.new_end)):
            if start == end or not tokens.version.is_read(tokens.starts[start]):
                continue
            words = tokens.version.words_between(tokens.starts[start], tokens.ends[end - 1])
            if any(word.confidence < DOUBTFUL for word in words):
                return True
            one = "".join(old.raw(index) for index in range(hunk.old, hunk.old_end))
            two = "".join(new.raw(index) for index in range(hunk.new, hunk.new_end))
            differing = [(x, y) for x, y in zip(one, two, strict=False) if x != y]
            if differing and len(one) == len(two) and all(map(_look_alike, differing)):
                return True
        return False


class _Numbers:
    """The numbers of clauses on both sides, paired by the words that follow them."""

    def __init__(
        self, old: Tokens, new: Tokens, partner: Sequence[int], back: Sequence[int]
    ) -> None:
        self._old, self._new = old, new
        at_new: dict[int, list[ClauseNumber]] = defaultdict(list)
        for number in new.numbers:
            at_new[number.token].append(number)
        self.changed: list[tuple[ClauseNumber | None, ClauseNumber | None]] = []
        self._printed: set[tuple[bool, int, int]] = set()
        self._moved_to: dict[str, set[str]] = defaultdict(set)
        for number in old.numbers:
            target = partner[number.token] if number.token < len(partner) else -1
            other = at_new[target].pop(0) if target >= 0 and at_new[target] else None
            if other is not None:
                self._pair(number, other)
            elif target >= 0 and not self._stands(new, target, number, is_new=True):
                self.changed.append((number, None))
        for number in new.numbers:
            if number not in at_new[number.token]:
                continue
            source = back[number.token] if number.token < len(back) else -1
            if source >= 0 and not self._stands(old, source, number, is_new=False):
                self.changed.append((None, number))

    def _pair(self, one: ClauseNumber, two: ClauseNumber) -> None:
        first, second = number_path(one.text), number_path(two.text)
        if first and second:
            self._moved_to[first].add(second)
        if normal_form(one.text) != normal_form(two.text) and not (
            first == second and first and _style(one.text) == _style(two.text)
        ):
            self.changed.append((one, two))

    def _stands(self, tokens: Tokens, token: int, number: ClauseNumber, *, is_new: bool) -> bool:
        """Whether the other side prints the number too, though it is not seen as a clause's."""
        wanted = normal_form(number.text)
        found, start = "", token
        while start > 0 and len(found) < len(wanted):
            start -= 1
            found = tokens.keys[start] + found
        if found == wanted:
            self._printed.add((is_new, start, token))
        return found == wanted

    def is_number(self, hunk: Hunk) -> bool:
        """Whether a hunk is nothing but a number that the other side has set apart."""
        if hunk.old == hunk.old_end:
            return (True, hunk.new, hunk.new_end) in self._printed
        return hunk.new == hunk.new_end and (False, hunk.old, hunk.old_end) in self._printed

    def explains(self, before: Sequence[Value], after: Sequence[Value], same_words: bool) -> bool:
        """Whether references point to the same clauses under the numbers that these now bear."""
        if not same_words or len(before) != len(after) or not before:
            return False
        pairs = list(zip(before, after, strict=True))
        moved = [(x, y) for x, y in pairs if (x.kind, x.value) != (y.kind, y.value)]
        return bool(moved) and all(
            x.reference and self._moved_to.get(x.reference) == {y.reference} for x, y in moved
        )


def _style(number: str) -> str:
    return re.sub(r"[\d一二三四五六七八九十百零〇两\s.]+", "#", number)


def _slid(runs: Sequence[Run], old: Tokens, new: Tokens) -> list[Run]:
    """The runs with each pure insertion or deletion shifted to where sentences begin and end."""
    slid = list(runs)
    for index in range(1, len(slid)):
        before, after = slid[index - 1], slid[index]
        gap_old = after.old - before.old - before.length
        gap_new = after.new - before.new - before.length
        if (gap_old == 0) == (gap_new == 0):
            continue
        tokens, start, end = (
            (old, before.old + before.length, after.old)
            if gap_old
            else (new, before.new + before.length, after.new)
        )
        shift = _best_shift(tokens, start, end, before.length - 1, after.length - 1)
        if shift:
            slid[index - 1] = replace(before, length=before.length + shift)
            slid[index] = Run(after.old + shift, after.new + shift, after.length - shift)
    return slid


def _best_shift(tokens: Tokens, start: int, end: int, most_left: int, most_right: int) -> int:
    best, score = 0, _tidy(tokens, start) + _tidy(tokens, end)
    for step in (-1, 1):
        limit = min(most_left if step < 0 else most_right, _MOST_SLIDE)
        for shift in range(1, limit + 1):
            moved = step * shift
            lost, gained = (
                (start + moved, end + moved) if step < 0 else (start + moved - 1, end + moved - 1)
            )
            if tokens.keys[lost] != tokens.keys[gained]:
                break
            found = _tidy(tokens, start + moved) + _tidy(tokens, end + moved)
            if found > score:
                best, score = moved, found
    return best


def _tidy(tokens: Tokens, index: int) -> int:
    """How well a passage may begin or end before a token."""
    between = tokens.between(index) if 0 <= index <= len(tokens) else ""
    if not between or index in (0, len(tokens)):
        return 0 if between == "" and index not in (0, len(tokens)) else 4
    if "\n" in between:
        return 4
    if BREAK.search(between):
        return 3
    return 1 if between.isspace() else 2


def _inside(move: Move) -> Iterator[Hunk]:
    """What changed within a moved passage."""
    i, j = move.old, move.new
    for run in [*move.runs, Run(move.old_end, move.new_end, 0)]:
        if run.old > i or run.new > j:
            yield Hunk(i, run.old, j, run.new)
        i, j = run.old + run.length, run.new + run.length


def _cuts(tokens: Tokens, start: int, end: int) -> list[int]:
    """The tokens that begin a cell or a paragraph within a stretch."""
    return [index for index in range(start + 1, end) if re.search(r"[\n\t]", tokens.between(index))]


def _unshared(values: Sequence[Value], shared: Counter[tuple[str, str]]) -> list[Value]:
    left: list[Value] = []
    for value in values:
        key = (value.kind, value.value)
        if shared[key] > 0:
            shared[key] -= 1
        else:
            left.append(value)
    return left


def _pairs(
    gone: Sequence[Value], come: Sequence[Value]
) -> Iterator[tuple[Value | None, Value | None]]:
    """Old and new values of a kind in order; what is left over, in order of its own."""
    rest_gone, rest_come = list(gone), list(come)
    for value in gone:
        other = next((each for each in rest_come if each.kind == value.kind), None)
        if other is not None:
            rest_gone.remove(value)
            rest_come.remove(other)
            yield value, other
    for index in range(max(len(rest_gone), len(rest_come))):
        yield (
            rest_gone[index] if index < len(rest_gone) else None,
            rest_come[index] if index < len(rest_come) else None,
        )


def _evidence(tokens: Tokens, start: int, end: int, whole: bool) -> Evidence | None:
    """The passage as printed; a whole one with its clause number and its closing mark."""
    if start == end:
        return None
    first, last = tokens.starts[start], tokens.ends[end - 1]
    if whole:
        for number in tokens.numbers:
            if number.token == start:
                first = min(first, number.start)
        tail = _TAIL.match(tokens.version.text, last)
        last = tail.end() if tail else last
    return tokens.version.evidence(first, last)


def _name(clause: ClauseMark | None) -> str:
    if clause is None:
        return ""
    return " ".join(part for part in (clause.number, clause.heading) if part)


def _look_alike(pair: tuple[str, str]) -> bool:
    return any(pair[0] in group and pair[1] in group for group in _LOOK_ALIKE)


def _corner(hunk: Hunk) -> tuple[int, int]:
    return hunk.old, hunk.new


def _position(change: Change) -> tuple[int, int]:
    at = change.new or change.old
    return (at.start if at else 0), (change.old.start if change.old else 0)
