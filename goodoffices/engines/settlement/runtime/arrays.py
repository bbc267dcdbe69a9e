"""Names for the array types that the rooms hand to one another.

The shape stands in the name of the variable or in a comment: `values  # [parties, points]`. The names are texts, so that
importing them does not import numpy: small work is done before numpy would even be loaded.
"""

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

#: Values and indices in 64 bits.
Ints: TypeAlias = "NDArray[np.int64]"
#: Whole numbers of any length, or of 64 bits: what a stage holds when values may be too large for a machine.
Exacts: TypeAlias = "NDArray[np.int64] | NDArray[np.object_]"
#: Indices in as few bits as they need.
Places: TypeAlias = "NDArray[np.integer]"
#: Places in a stage, and numbers of lists, as kernels write them.
Ints32: TypeAlias = "NDArray[np.int32]"
Floats: TypeAlias = "NDArray[np.float64]"
Flags: TypeAlias = "NDArray[np.bool_]"

#: For how many packages each point stands: doubles in an array, for speed.
Counts: TypeAlias = "list[int] | NDArray[np.float64]"

#: One-dimensional memory of the loops that run both plain, over lists, and compiled, over arrays.
IntRow: TypeAlias = "list[int] | NDArray[np.int64]"
FloatRow: TypeAlias = "list[float] | NDArray[np.float64]"
FlagRow: TypeAlias = "list[bool] | NDArray[np.bool_]"
#: Rows of such memory, and tables of it.
IntTable: TypeAlias = "list[list[int]] | NDArray[np.int64]"
FloatTable: TypeAlias = "list[list[float]] | NDArray[np.float64]"
IntTables: TypeAlias = "list[list[list[int]]] | NDArray[np.int64]"
FloatTables: TypeAlias = "list[list[list[float]]] | NDArray[np.float64]"
FloatBlocks: TypeAlias = "list[list[list[list[float]]]] | NDArray[np.float64]"
#: Floats in a pass that gives hints; the same loops are given whole numbers for an exact pass.
NumberRow: TypeAlias = FloatRow
#: The same, to be read only: any sequence will do.
AnyInts: TypeAlias = "Sequence[int] | NDArray[np.int64]"
AnyFloats: TypeAlias = "Sequence[float] | NDArray[np.float64]"


def as_list(values: "Sequence[Any] | NDArray[Any]") -> list[Any]:
    """A new list of these numbers, Python's own."""
    return list(values) if isinstance(values, list) else values.tolist()  # type: ignore[union-attr]


class Indices(Protocol):
    """Anything that gives a whole number at a place: a list, or an array of any kind of integers."""

    def __getitem__(self, at: int, /) -> int: ...

    def __len__(self) -> int: ...
