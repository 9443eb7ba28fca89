"""The tables of config.toml, each as what it holds unless a site says otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class IngestSettings:
    max_file_mb: int = 200
    max_pages: int = 5000
    ocr: bool = True
    ocr_language: str = "eng"
    ocr_seconds_per_page: int = 60
    file_seconds: int = 120
    file_minutes_with_ocr: int = 240
    file_memory_mb: int = 1024
    nested: int = 5
    zip_files: int = 20_000
    zip_total_mb: int = 4000
    zip_ratio: int = 200


@dataclass(frozen=True)
class LinkSettings:
    threshold: float = 0.5
    per_passage: int = 3


@dataclass(frozen=True)
class SearchSettings:
    engine: str = "whoosh"
    page_size: int = 20
    export_rows: int = 5000


@dataclass(frozen=True)
class ServeSettings:
    host: str = "127.0.0.1"
    port: int = 8011
    names: tuple[str, ...] = ()
    max_upload_mb: int = 2000
    threads: int = 8
    stop_seconds: int = 30
    log: str = "serve.log"
    session_idle_minutes: int = 60
    session_hours: int = 12
    sign_in_link: bool = True
    trusted_proxies: int = 0


@dataclass(frozen=True)
class BackupSettings:
    folder: str = ""
    every_hours: int = 24
    keep: int = 14


@dataclass(frozen=True)
class InspectionSettings:
    closed_days: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackSettings:
    max_mb: int = 500


@dataclass(frozen=True)
class AccessibilitySettings:
    """What the accessibility statement says of the council."""

    contact: tuple[str, ...] = ()
    answer_days: int = 10
    reviewed: str = ""
    """An ISO date, or ""."""
