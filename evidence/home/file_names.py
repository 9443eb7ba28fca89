"""The names that things of the record have as files and folders of the home."""


def file_stem(name: str) -> str:
    """A name as a file name: lower case, letters and digits joined by hyphens."""
    plain = "".join(c if c.isalnum() else " " for c in name.casefold())
    return "-".join(plain.split())[:60].strip("-") or "pack"
