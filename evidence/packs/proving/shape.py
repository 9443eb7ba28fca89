"""Whether a manifest has the entries that verifying reads, of their types: it may be anybody's JSON."""

from typing import Any

from evidence.packs.issuing.archive import VERSION

_SHAPE = {
    "issue": int,
    "plan_sha256": str,
    "self_sha256": str,
    "pdf": {"sha256": str, "pages": [object]},
    "originals": [{"member": str, "file": str, "sha256": str}],
}


def is_whole(manifest: dict[str, Any]) -> bool:
    """``manifest`` is of a version that we know (evidence.packs.issuing.archive)."""
    members = manifest.get("members")
    return (
        isinstance(members, dict)
        and all(_has(said, {"sha256": str}) for said in members.values())
        and _has(manifest, _SHAPE)
        and all(_is_page(page, manifest["muster_manifest"]) for page in manifest["pdf"]["pages"])
    )


def _has(value: Any, shape: Any) -> bool:
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(_has(value.get(name), each) for name, each in shape.items())
    if isinstance(shape, list):
        return isinstance(value, list) and all(_has(each, shape[0]) for each in value)
    return isinstance(value, shape)


def _is_page(page: Any, version: int) -> bool:
    """The first version says a page's hash alone; ``words`` are left out where the ZIP tells them."""
    if version == VERSION:
        return isinstance(page, str)
    return _has(page, {"sha256": str}) and isinstance(page.get("words", ""), str)
