"""How a provision is cited once it, or one beside it, has a number: “Art. 10 (4)” becomes “Art. 10 (2)”, then “Art. 14 (2)”."""


def renumbered(cited: str, old: str, new: str) -> str:
    """The citation with another last number; of one that does not end with the old number, the new number alone."""
    if old and cited.endswith(f"({_bare(old)})"):
        return f"{cited[: -len(_bare(old)) - 2]}({_bare(new)})"
    if old and cited.endswith(f" {old}"):
        return f"{cited[: -len(old)]}{new}"
    return new


def cited_after(cited: str, old: str, new: str) -> str:
    """The citation of a provision put in behind one that is cited so: “(a)” goes below “2”, any other number beside it."""
    if new.startswith("(") and not old.startswith("(") and cited:
        return f"{cited} {new}"
    return renumbered(cited, old, new)


def _bare(number: str) -> str:
    return number.strip("().")
