"""Prints an SPDX 2.3 document of what an image is made of: Debian's packages and npm's.

Usage: root-of-the-image name
"""

import json
import pathlib
import re
import sys


def debian(root):
    status = (root / "var/lib/dpkg/status").read_text(encoding="utf-8")
    for block in status.split("\n\n"):
        fields = dict(re.findall(r"^(Package|Version|Status|Source): (.*)$", block, re.M))
        if fields.get("Status", "").endswith(" installed"):
            name, version = fields["Package"], fields["Version"]
            yield name, version, f"pkg:deb/debian/{name}@{version}?arch=amd64"


def npm(root):
    lock = root / "opt/centrala/current/node_modules/.package-lock.json"
    if not lock.exists():
        return
    for path, entry in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        name = path.rsplit("node_modules/", 1)[-1]
        if "version" in entry:
            yield name, entry["version"], f"pkg:npm/{name.replace('@', '%40')}@{entry['version']}"


def main(root, name):
    root = pathlib.Path(root)
    packages = [
        {
            "SPDXID": f"SPDXRef-{number}",
            "name": package,
            "versionInfo": version,
            "downloadLocation": "NOASSERTION",
            "externalRefs": [
                {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}
            ],
        }
        for number, (package, version, purl) in enumerate(sorted({*debian(root), *npm(root)}))
    ]
    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": name,
        "documentNamespace": f"urn:centrala:{name}",
        "packages": packages,
    }
    json.dump(document, sys.stdout, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
