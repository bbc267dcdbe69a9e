"""`goodoffices sbom [--out FILE]`: what this host is made of, as a CycloneDX 1.6 bill of materials.

Taken from what is installed, not from a lock file: it says what runs here. Needs no data folder and no network.
"""

import json
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from goodoffices.site.commands import tell
from goodoffices.site.failed import Failed

NAME = "good-offices"
_REQUIRED = re.compile(r"^([A-Za-z0-9._-]+)[^;]*(?:;(.*))?$")


def run(options: Any) -> int:
    whole = json.dumps(bill(), indent=1, ensure_ascii=False)
    if options.out is None:
        tell(whole)
        return 0
    try:
        Path(options.out).write_text(whole + "\n", encoding="utf-8")
    except OSError as problem:
        raise Failed(f"{options.out} cannot be written: {problem.strerror}. Name another file with --out.") from None
    return 0


def bill() -> dict[str, Any]:
    """Good Offices and every distribution that it needs, with who needs whom."""
    installed = _needed()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**_component(installed[NAME]), "type": "application"}},
        "components": [_component(each) for name, each in sorted(installed.items()) if name != NAME],
        "dependencies": [
            {"ref": _ref(each), "dependsOn": sorted(_ref(installed[n]) for n in _needs(each) if n in installed)}
            for _name, each in sorted(installed.items())
        ],
    }


def _needed() -> dict[str, Distribution]:
    """By normalized name, what Good Offices needs, and what that needs, as far as it is installed."""
    found: dict[str, Distribution] = {}
    waiting = [NAME]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            if name == NAME:
                raise Failed("Good Offices is not installed here as a package, so there is nothing to list.") from None
            continue  # of another system, or an extra that nobody asked for
        waiting += _needs(found[name])
    return found


def _needs(each: Distribution) -> list[str]:
    named = [_REQUIRED.match(line) for line in each.requires or ()]
    return sorted({_normal(match[1]) for match in named if match and not (match[2] and "extra" in match[2])})


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _ref(each: Distribution) -> str:
    return f"pkg:pypi/{_normal(each.metadata['Name'])}@{each.version}"


def _component(each: Distribution) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": _ref(each),
        "name": each.metadata["Name"],
        "version": each.version,
        "purl": _ref(each),
    }
    said = each.metadata.json  # the metadata as plain values
    license = str(said.get("license_expression") or said.get("license") or "")
    if license and "\n" not in license and len(license) < 100:
        told |= {"licenses": [{"license": {"name": license}}]}
    return told
