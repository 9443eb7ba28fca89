"""A real OpenID Connect provider (npm's oidc-provider) in a process of its own."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import requests
from paths import ROOT
from patience import PATIENCE
from serving import free_port

REDIRECT = "http://localhost/sign-in/sso/back"
SECRET = "kept-in-a-file-of-its-own"


@dataclass
class Provider:
    """A running provider: its address, and who signs in next."""

    issuer: str
    process: "subprocess.Popen[str]"

    def next_is(self, sub: str, name: str, *groups: str) -> None:
        """Say who signs in from now on."""
        params = {"sub": sub, "name": name, "groups": ",".join(groups)}
        requests.get(f"{self.issuer}/test/next", params=params, timeout=PATIENCE).raise_for_status()

    def stop(self) -> None:
        """The provider is down."""
        self.process.kill()
        self.process.wait()


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that is ready. Skips where Node or the package is not installed."""
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"  # it is on this machine
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules" / "oidc-provider").is_dir():
        pytest.skip("node or oidc-provider is not installed: make setup")
    port = free_port()
    script = ROOT / "tests" / "support" / "oidc" / "provider.mjs"
    command = [node, script, str(port), REDIRECT, SECRET]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
    ) as running:
        try:
            for line in running.stdout:
                if line.strip() == "ready":
                    break
            else:
                pytest.fail("the provider did not start")
            yield Provider(f"http://127.0.0.1:{port}", running)
        finally:
            running.kill()
