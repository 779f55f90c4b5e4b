"""Small numbers that could tell who is meant are hidden, and with them what would give them away."""

from collections.abc import Sequence

Cell = int | None
"""A number, or None where it is hidden."""


def hidden(rows: Sequence[Sequence[int]], *, least: int) -> list[list[Cell]]:
    """The table without what tells too much, where the sums of its rows and columns are known.

    Numbers from 1 to `least` - 1 are hidden. In each row and column in which the hidden ones could be worked
    out from the sum (one alone, or several that sum to less than `least`), the smallest of the others is
    hidden too, until none can. 0 is hidden only as such a partner, after the others.
    """
    table: list[list[Cell]] = [[None if 0 < cell < least else cell for cell in row] for row in rows]
    lines = _lines(rows)
    again = True
    while again:
        again = False
        for line in lines:
            gone = [at for at in line if table[at[0]][at[1]] is None]
            if not gone or (len(gone) > 1 and sum(rows[r][c] for r, c in gone) >= least):
                continue
            left = [(rows[r][c] == 0, rows[r][c], r, c) for r, c in line if table[r][c] is not None]
            if left:
                _, _, r, c = min(left)
                table[r][c] = None
                again = True
    return table


def _lines(rows: Sequence[Sequence[int]]) -> list[list[tuple[int, int]]]:
    width = len(rows[0]) if rows else 0
    across = [[(r, c) for c in range(width)] for r in range(len(rows))]
    down = [[(r, c) for r in range(len(rows))] for c in range(width)]
    return [line for line in (*across, *down) if len(line) > 1]
