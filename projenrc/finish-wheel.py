"""After jsii-pacmak: adds to the wheel what npm's tarball has, and what jsii-pacmak cannot say of the package.

python3 projenrc/finish-wheel.py FOLDER

The guides go to cdk_vendor_access/guides, in the same places as in the repository, so that their links hold. In prose, the names of options and
methods become Python's.
"""

import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MANIFEST = json.loads(Path("package.json").read_text(encoding="utf8"))
MODULE = MANIFEST["jsii"]["targets"]["python"]["module"]
ASSEMBLY = json.loads(Path(".jsii").read_text(encoding="utf8"))


def names() -> dict[str, str]:
    """What jsii renames: options, attributes, methods and their parameters."""
    all_of = [one for each in ASSEMBLY["types"].values() for kind in ("properties", "methods") for one in each.get(kind, [])]
    parameters = [one for each in all_of for one in each.get("parameters", [])]
    found = {one["name"] for one in [*all_of, *parameters]}
    return {name: re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower() for name in found if re.fullmatch(r"[a-z0-9]+[A-Z]\w*", name)}


PYTHON = names()


def in_python(text: str) -> str:
    """Renames in code spans, also those of reStructuredText; blocks are translated by jsii, or are meant as they are."""

    def span(found: re.Match[str]) -> str:
        return re.sub(r"\b[a-z0-9]+[A-Z]\w*\b", lambda name: PYTHON.get(name[0], name[0]), found[0])

    def prose(part: str) -> str:
        return re.sub(r"(`{1,2})(?!`)[^`\n]+\1", span, part)

    return "".join(part if part.startswith("```") else prose(part) for part in re.split(r"(^```.*?^```$)", text, flags=re.M | re.S))


def guides() -> dict[str, bytes]:
    patterns = ["README.md", *(one for one in MANIFEST["files"] if not one.startswith(("lib/", ".")))]
    files = sorted({file for pattern in patterns for file in Path().glob(pattern)})
    return {f"{MODULE}/guides/{file.as_posix()}": localized(file.name, file.read_bytes()) for file in files}


def localized(name: str, data: bytes) -> bytes:
    return in_python(data.decode()).encode() if name.endswith((".md", ".py")) and name != "API.md" else data


def metadata(text: str) -> str:
    repository, version = MANIFEST["repository"]["url"], MANIFEST["version"]
    revision = "main" if version == "0.0.0" else f"v{version}"
    links = {
        "Documentation": f"{repository}/tree/{revision}/docs",
        "Changelog": f"{repository}/blob/{revision}/CHANGELOG.md",
        "Issues": MANIFEST["bugs"]["url"],
    }
    head, body = text.split("\n\n", 1)
    more = [f"Keywords: {','.join(MANIFEST['keywords'])}", *(f"Project-URL: {name}, {url}" for name, url in links.items())]
    return "\n".join([head, *more, "", in_python(body)])


def record(files: dict[str, bytes], name: str) -> bytes:
    def row(path: str, data: bytes) -> str:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        return f"{path},sha256={digest},{len(data)}"

    return "\n".join([*(row(path, data) for path, data in files.items()), f"{name},,", ""]).encode()


def finish(wheel: Path) -> None:
    with ZipFile(wheel) as source:
        files = {name: source.read(name) for name in source.namelist() if not name.endswith("/")}
        modes = {one.filename: one.external_attr for one in source.infolist()}  # the command can be run
    [info] = [name.rsplit("/", 1)[0] for name in files if name.endswith(".dist-info/METADATA")]
    files[f"{info}/METADATA"] = metadata(files[f"{info}/METADATA"].decode()).encode()
    del files[f"{info}/RECORD"]
    files = {name: localized(name, data) for name, data in files.items()} | guides()
    files[f"{info}/RECORD"] = record(files, f"{info}/RECORD")
    with ZipFile(wheel, "w", ZIP_DEFLATED) as target:
        for name, data in files.items():
            entry = ZipInfo(name)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, modes.get(name, 0o644 << 16)
            target.writestr(entry, data)


for each in Path(sys.argv[1]).glob("*.whl"):
    finish(each)
