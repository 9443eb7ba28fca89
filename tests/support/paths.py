"""Where things stand in a checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "config.toml"
SHARED = ROOT.parent / "shared"
SUPPORT = ROOT / "tests" / "support"
