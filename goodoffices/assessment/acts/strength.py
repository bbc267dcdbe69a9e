"""How far one variant promotes or restrains another: −3 to +3, whole or with up to two decimals, kept as exact text."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from goodoffices.record.fields import already_recorded

MOST = 3
_WRITTEN = re.compile(r"-?\d+(\.\d+)?")  # digits of any script
DECIMALS = 2


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    text = str(value) if isinstance(value, int | float) else value
    return text.strip().replace("\N{MINUS SIGN}", "-").removeprefix("+") if isinstance(text, str) else text


def canonical(text: str, info: ValidationInfo) -> str:
    if already_recorded(info):
        return text
    if not _WRITTEN.fullmatch(text):
        raise _wrong()
    found = Decimal(text)
    if abs(found) > MOST or found != round(found, DECIMALS):
        raise _wrong()
    return written(found)


def written(value: Decimal) -> str:
    """
    >>> written(Decimal("-1.50")), written(Decimal("0.0")), written(Decimal("3"))
    ('-1.5', '0', '3')
    """
    text = f"{value.normalize():f}"
    return "0" if not value else text


def _wrong() -> PydanticCustomError:
    return PydanticCustomError("strength", "Enter a number from -3 to 3, with two decimals at most.")


Strength = Annotated[str, StringConstraints(max_length=8), BeforeValidator(_as_text), AfterValidator(canonical)]
