"""Names from files, made safe to show: on a terminal, in a picture."""

import unicodedata

_UNSEEN = {"Cc", "Cs"}


def legible(text: str) -> str:
    """Line breaks and tabs as spaces, other control signs and halves of letters as �.

    A terminal obeys control signs, XML refuses them; a half of a letter (a lone surrogate) fits no encoding.

    >>> legible("wage\\n3 %\\x1b[31m")
    'wage 3 %�[31m'
    """
    if text.isprintable():
        return text
    return "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    if sign in "\n\r\t":
        return " "
    return "�" if unicodedata.category(sign) in _UNSEEN or sign in "\ufffe\uffff" else sign
