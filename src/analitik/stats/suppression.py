"""Which cells of a table must also stay hidden, so that hidden ones cannot be worked out from the sums that are known.

Cells are tied by sums (rows of a matrix whose product with the amounts is known). A hidden cell is protected when amounts
exist that fit everything shown and differ from each other in that cell by at least ``width``. Cells of zero are taken to be
known as zero whenever any other cell is looked at. Formulas, sources and limits: docs/metode/penyamaran.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

SMALL = 1e-6


@dataclass(frozen=True)
class Cells:
    """Amounts and the sums that tie them: ``sums`` is equation x cell; ``room`` is how far an attacker lets each amount fall."""

    sums: sparse.csc_array
    amounts: np.ndarray
    room: np.ndarray

    @property
    def zero(self) -> np.ndarray:
        """The cells that hold nothing."""
        return self.amounts == 0


def determined(cells: Cells, hidden: np.ndarray) -> np.ndarray:
    """Which hidden cells follow from the shown ones by solving equations, signs and bounds left aside.

    Examples
    --------
    >>> total = Cells(sparse.csc_array(np.array([[1.0, 1.0, 1.0, -1.0]])), np.array([4.0, 12, 40, 56]), np.zeros(4))
    >>> determined(total, np.array([True, False, False, False])).tolist()
    [True, False, False, False]
    >>> determined(total, np.array([True, True, False, False])).any()
    np.False_
    """
    found = np.zeros(len(hidden), dtype=bool)
    for part in _parts(cells.sums, hidden):
        tied = cells.sums[:, part]
        dense = tied[np.flatnonzero(np.diff(tied.tocsr().indptr))].toarray()
        if not dense.size:
            continue
        _, size, right = np.linalg.svd(dense, full_matrices=True)
        free = right[int((size > 1e-9 * size[0]).sum()) :]
        found[part] = np.abs(free).max(axis=0, initial=0.0) < 1e-9
    return found


def ranges(cells: Cells, hidden: np.ndarray, *, zeros_known: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest amount each cell can have for someone who sees the shown cells and knows no amount is negative.

    Examples
    --------
    >>> total = Cells(sparse.csc_array(np.array([[1.0, 1.0, 1.0, -1.0]])), np.array([4.0, 12, 40, 56]), np.array([4.0, 12, 40, 56]))
    >>> low, high = ranges(total, np.array([True, True, False, False]))
    >>> low.tolist(), high.tolist()
    ([0.0, 0.0, 40.0, 56.0], [16.0, 16.0, 40.0, 56.0])
    """
    low, high = cells.amounts.copy(), cells.amounts.copy()
    for part in _parts(cells.sums, hidden):
        inner = Cells(cells.sums[:, part], cells.amounts[part], cells.room[part])
        for place, cell in enumerate(part):
            still = inner.zero & zeros_known & ~inner.zero[place]
            for sign, end in ((1.0, low), (-1.0, high)):
                goal = np.zeros(len(part))
                goal[place] = sign
                moved = _move(inner, goal, up=np.where(still, 0, np.inf))
                end[cell] = -sign * np.inf if moved is None else inner.amounts[place] + moved[place]
    return low, high


def hide_more(cells: Cells, hidden: np.ndarray, targets: np.ndarray, cost: np.ndarray, width: float) -> np.ndarray:
    """Hide further cells until every target is protected; few of them, cheap ones first, always the same ones.

    Parameters
    ----------
    cells : Cells
        Amounts and sums.
    hidden, targets : ndarray of bool
        What is hidden already, and which of these cells must be protected.
    cost : ndarray
        What hiding a cell costs; infinite for a cell that cannot be hidden any more.
    width : float
        How far apart two possible amounts of a target must be.

    Returns
    -------
    ndarray of bool
        ``hidden`` and the further cells. Where nothing protects a target, all cells tied to it are hidden.

    Examples
    --------
    >>> total = Cells(sparse.csc_array(np.array([[1.0, 1.0, 1.0, -1.0]])), np.array([4.0, 12, 40, 56]), np.array([4.0, 12, 40, 56]))
    >>> first = np.array([True, False, False, False])
    >>> hide_more(total, first, first, np.array([1.0, 1.1, 1.4, 9]), 10).tolist()
    [True, True, False, False]
    """
    places = np.flatnonzero(targets)
    search = _Search(cells, hidden.copy(), places, cost, width)
    # cells that hold something first: what protects them while zeros are known protects zeros too
    for empty in (False, True):
        group = places[cells.zero[places] == empty]
        if len(group) > 1:
            search.reach(group, places)
        for cell in group:
            search.protect(cell)
    search.show_needless()
    return search.hidden


class _Search:
    """The hidden cells so far, and the movements that prove targets protected."""

    def __init__(self, cells: Cells, hidden: np.ndarray, targets: np.ndarray, cost: np.ndarray, width: float):
        self.cells, self.hidden, self.targets, self.cost, self.width = cells, hidden, targets, cost, width
        self.forced = hidden.copy()
        self.moves = [np.zeros(len(hidden))]
        self.lowest, self.highest = np.zeros(len(hidden), dtype=int), np.zeros(len(hidden), dtype=int)
        self.low, self.high = np.zeros(len(hidden)), np.zeros(len(hidden))

    def protect(self, cell: int) -> None:
        """Prove a cell protected as it is, or hide what protects it at least cost."""
        if self._is_protected(cell) or self.reach(np.array([cell]), self.targets):
            return
        beyond = min(self.low[cell], 0.0) + self.width
        cost = np.where(self.hidden, 0.0, self.cost)
        free = np.isfinite(cost)
        up = np.where(free & ~self._still(cell), np.inf, 0.0)
        moved = _rise(self.cells, np.where(free, cost, 0.0), up, cell, beyond)
        if moved is None:
            self._stretch(cell, cost, up)
            return
        self.hidden |= np.abs(moved) > SMALL
        self._learn(moved, self._provable(cell, self.targets))

    def _stretch(self, cell: int, cost: np.ndarray, up: np.ndarray) -> None:
        """Where a cell cannot rise far enough: one movement down and one up that are far enough apart, at least cost."""
        pair = _apart(self.cells, np.where(np.isfinite(cost), cost, 0.0), up, cell, self.width)
        if pair is None:
            tied = self.cells.sums[:, [cell]].nonzero()[0]
            near = np.unique(self.cells.sums.tocsr()[tied].nonzero()[1])
            near = near[np.isfinite(self.cost[near])]
            self.hidden[near] = self.forced[near] = True
            return
        for moved in pair:
            self.hidden |= np.abs(moved) > SMALL
            self._learn(moved, self._provable(cell, self.targets))

    def show_needless(self) -> None:
        """Show again, dearest first, what no target needs."""
        added = np.flatnonzero(self.hidden & ~self.forced)
        for cell in added[np.argsort(-self.cost[added], kind="stable")]:
            kept = self.lowest.copy(), self.highest.copy(), self.low.copy(), self.high.copy()
            self.hidden[cell] = False
            leaning = np.array([t for t in self.targets if self._is_protected(t) and self._leans(t, cell)], dtype=int)
            if not self._protects_without(leaning):
                self.hidden[cell] = True
                self.lowest, self.highest, self.low, self.high = kept

    def _protects_without(self, leaning: np.ndarray) -> bool:
        """Whether the hidden cells still protect those whose proof has gone; first all together, then one by one."""
        if not len(leaning):
            return True
        if _peeled(self.cells.sums, self.hidden)[leaning].any():
            return False
        self.lowest[leaning] = self.highest[leaning] = 0
        self.low[leaning] = self.high[leaning] = 0.0
        for empty in (False, True):
            group = leaning[self.cells.zero[leaning] == empty]
            if len(group) > 1:
                self.reach(group, leaning)
        return all(self._is_protected(target) or self.reach(np.array([target]), leaning) for target in leaning)

    def _still(self, cell: int) -> np.ndarray:
        return self.cells.zero & ~self.cells.zero[cell]

    def _provable(self, cell: int, targets: np.ndarray) -> np.ndarray:
        """A movement that lets zeros rise proves nothing about cells that hold something."""
        return targets[self.cells.zero[targets]] if self.cells.zero[cell] else targets

    def _is_protected(self, cell):
        return self.high[cell] - self.low[cell] >= self.width - SMALL

    def _leans(self, target: int, cell: int) -> bool:
        return any(abs(self.moves[k][cell]) > SMALL for k in (self.lowest[target], self.highest[target]))

    def reach(self, targets: np.ndarray, proves: np.ndarray) -> bool:
        """Move targets up, then down, through hidden cells alone; the answer is whether that is far enough for all."""
        part = np.flatnonzero(self.hidden)
        places = np.searchsorted(part, targets)
        inner = Cells(self.cells.sums[:, part], self.cells.amounts[part], self.cells.room[part])
        up = np.where(self._still(targets[0])[part], 0.0, np.inf)
        up[places] = self.width
        for sign in (-1.0, 1.0):
            goal = np.zeros(len(part))
            goal[places] = sign
            moved = _move(inner, goal, up=up)
            if moved is None:
                return False
            whole = np.zeros(len(self.hidden))
            whole[part] = moved
            self._learn(whole, self._provable(targets[0], proves))
            if self._is_protected(targets).all():
                return True
        return False

    def _learn(self, moved: np.ndarray, proves: np.ndarray) -> None:
        """Keep a movement as proof for those of ``proves`` that it moves further than before."""
        self.moves.append(moved)
        far = moved[proves]
        for better, at, best in ((far < self.low[proves], self.lowest, self.low), (far > self.high[proves], self.highest, self.high)):
            at[proves[better]] = len(self.moves) - 1
            best[proves[better]] = far[better]


def _move(cells: Cells, goal: np.ndarray, *, up: np.ndarray) -> np.ndarray | None:
    """The movement of amounts that keeps all sums and makes ``goal`` least; None when there is none. Fixed cells have ``up`` of zero."""
    down = np.where(up == 0, 0.0, cells.room)
    found = milp(goal, bounds=Bounds(-down, up), constraints=LinearConstraint(cells.sums, 0, 0))
    return found.x if found.success else None


def _rise(cells: Cells, cost: np.ndarray, up: np.ndarray, cell: int, by: float) -> np.ndarray | None:
    """The cheapest movement that raises one cell; rises and falls cost alike."""
    n, down, floor = len(cost), np.where(up == 0, 0.0, cells.room), np.zeros(2 * len(cost))
    floor[cell], down[cell] = by, 0.0
    sums = sparse.hstack([cells.sums, -cells.sums], format="csc")
    found = milp(np.r_[cost, cost], bounds=Bounds(floor, np.r_[up, down]), constraints=LinearConstraint(sums, 0, 0))
    return found.x[:n] - found.x[n:] if found.success else None


def _apart(cells: Cells, cost: np.ndarray, up: np.ndarray, cell: int, width: float) -> tuple[np.ndarray, np.ndarray] | None:
    """The cheapest two movements that bring one cell ``width`` apart."""
    n, down = len(cost), np.where(up == 0, 0.0, cells.room)
    one = sparse.hstack([cells.sums, -cells.sums])
    gap = np.zeros(4 * n)
    gap[[cell, n + cell, 2 * n + cell, 3 * n + cell]] = [1, -1, -1, 1]
    ties = sparse.vstack([sparse.block_diag([one, one]), gap[None, :]], format="csc")
    low, high = np.zeros(ties.shape[0]), np.zeros(ties.shape[0])
    low[-1], high[-1] = width, np.inf
    found = milp(np.tile(cost, 4), bounds=Bounds(0, np.r_[up, down, up, down]), constraints=LinearConstraint(ties, low, high))
    if not found.success:
        return None
    rise, fall = found.x[: 2 * n], found.x[2 * n :]
    return rise[:n] - rise[n:], fall[:n] - fall[n:]


def _parts(sums: sparse.csc_array, hidden: np.ndarray) -> list[np.ndarray]:
    """The hidden cells in groups that share no sum."""
    cells = np.flatnonzero(hidden)
    if not len(cells):
        return []
    tied = abs(sums[:, cells])
    _, label = sparse.csgraph.connected_components(tied.T @ tied, directed=False)
    order = np.argsort(label, kind="stable")
    return np.split(cells[order], np.flatnonzero(np.diff(label[order])) + 1)


def _peeled(sums: sparse.csc_array, hidden: np.ndarray) -> np.ndarray:
    """The hidden cells that follow one after another from sums in which they are the only unknown."""
    tie, found = abs(sums) > 0, np.zeros(len(hidden), dtype=bool)
    while True:
        unknown = (hidden & ~found).astype(float)
        alone = (tie @ unknown) == 1
        new = (tie.T @ alone.astype(float) > 0) & (unknown > 0)
        if not new.any():
            return found
        found |= new
