"""The bill of materials names what runs here, and who needs whom."""

import json
from argparse import Namespace
from importlib.metadata import version

from goodoffices.site.commands import sbom


def test_it_lists_what_is_installed_with_versions(tmp_path):
    file = tmp_path / "bom.json"
    assert sbom.run(Namespace(out=file, json=False)) == 0
    bill = json.loads(file.read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    by_name = {each["name"].lower(): each for each in bill["components"]}
    assert by_name["django"]["version"] == version("django")
    assert by_name["django"]["purl"] == f"pkg:pypi/django@{version('django')}"
    assert "pytest" not in by_name, "what only developers need does not run here"


def test_every_reference_is_a_component():
    bill = sbom.bill()
    refs = {each["bom-ref"] for each in [bill["metadata"]["component"], *bill["components"]]}
    assert len(refs) == len(bill["components"]) + 1
    needed = {ref for each in bill["dependencies"] for ref in each["dependsOn"]}
    assert needed <= refs and {each["ref"] for each in bill["dependencies"]} == refs
    assert needed == refs - {bill["metadata"]["component"]["bom-ref"]}, "everything is there because somebody needs it"
