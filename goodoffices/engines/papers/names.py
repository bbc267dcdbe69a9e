"""What a file is called for those who read it."""

import re
import unicodedata

SUFFIXES: dict[str, str] = {
    "pdf": ".pdf",
    "docx": ".docx",
    "xlsx": ".xlsx",
    "pptx": ".pptx",
    "odt": ".odt",
    "ods": ".ods",
    "odp": ".odp",
    "png": ".png",
    "jpeg": ".jpg",
    "gif": ".gif",
    "webp": ".webp",
    "tiff": ".tif",
    "text": ".txt",
    "csv": ".csv",
    "markdown": ".md",
}
"""Every type that is taken, and how the names of its files end."""

_LONGEST = 100  # characters
_MOST_BYTES = 200  # in UTF-8; file systems take 255
_ENDINGS = tuple(
    "." + ending
    for ending in [
        "pdf",
        "docx",
        "xlsx",
        "pptx",
        "odt",
        "ods",
        "odp",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "webp",
        "tif",
        "tiff",
        "txt",
        "csv",
        "md",
        "markdown",
        "text",
        "eml",
        "ics",
        "log",
        "xml",
        "json",
        "html",
        "htm",
        "svg",
        "xhtml",
        "doc",
        "dot",
        "dotx",
        "docm",
        "dotm",
        "xls",
        "xlt",
        "xlsm",
        "xlsb",
        "xltm",
        "xltx",
        "ppt",
        "pps",
        "ppsx",
        "pptm",
        "potm",
        "potx",
        "ppsm",
        "rtf",
        "ott",
        "ots",
        "otp",
        "fodt",
        "heic",
        "zip",
        "rar",
        "7z",
        "gz",
        "tar",
        "exe",
        "com",
        "scr",
        "pif",
        "bat",
        "cmd",
        "msi",
        "msp",
        "dll",
        "cpl",
        "jar",
        "js",
        "jse",
        "vbs",
        "vbe",
        "wsf",
        "wsh",
        "hta",
        "ps1",
        "psm1",
        "sh",
        "bash",
        "py",
        "rb",
        "pl",
        "php",
        "lnk",
        "url",
        "scf",
        "reg",
        "inf",
        "iso",
        "img",
        "apk",
        "app",
        "dmg",
        "pkg",
        "deb",
        "rpm",
        "desktop",
        "command",
        "chm",
        "hlp",
        "mht",
        "mhtml",
        "one",
        "xll",
        "iqy",
        "slk",
        "library-ms",
        "settingcontent-ms",
    ]
)
_FORBIDDEN = re.compile(r'[<>:"|?*]+')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\.|\Z)", re.IGNORECASE)


def tidy_name(name: str, type: str) -> str:
    """A name without folders, control characters or reversed text, whose ending fits the content.

    type   a key of `SUFFIXES`; KeyError for another

    >>> tidy_name("C:\\\\Users\\\\lena\\\\Joint paper v1.2.docx", "docx"), tidy_name("photo.jpg.exe", "png")
    ('Joint paper v1.2.docx', 'photo.png')
    >>> tidy_name("gnp\\u202excod.exe", "pdf"), tidy_name("../..", "text"), tidy_name("nul", "csv")
    ('gnpxcod.pdf', 'file.txt', 'file nul.csv')
    """
    suffix = SUFFIXES[type]
    stem = unicodedata.normalize("NFC", name.replace("\\", "/"))
    stem = "".join(each for each in stem if _is_shown(each))
    stem = _trimmed(stem.rsplit("/", 1)[-1])
    stem = _trimmed(_FORBIDDEN.sub("-", stem))
    stem = _without_endings(stem)
    if _RESERVED.match(stem):
        stem = f"file {stem}"
    return (_without_endings(_trimmed(_short(stem))) or "file") + suffix


def _is_shown(character: str) -> bool:
    """Not a control, a mark of direction, a zero-width or private character, a line break, or half a surrogate pair.

    The joiners stay: Persian and Indian words need them.
    """
    if character in "\u200c\u200d":
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _without_endings(stem: str) -> str:
    """“photo.jpg.exe” without both. Other words behind a full stop stay: “Letter to Amb. Lee”."""
    while stem.lower().endswith(_ENDINGS):
        stem = _trimmed(stem[: stem.rindex(".")])
    return stem


def _trimmed(stem: str) -> str:
    return " ".join(stem.split()).strip(". \u200c\u200d")


def _short(stem: str) -> str:
    stem = stem[:_LONGEST]
    return stem.encode()[:_MOST_BYTES].decode(errors="ignore")
