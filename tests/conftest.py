"""The command line in a new folder; Hypothesis: small by default, large where the tests marked `long` are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from .command import Run, runner, settle

_QUIET = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture)

settings.register_profile(
    "small", max_examples=40, deadline=None, derandomize=True, suppress_health_check=_QUIET
)
settings.register_profile("large", max_examples=200, deadline=None, suppress_health_check=_QUIET)


def pytest_configure(config: pytest.Config) -> None:
    """The large profile where `-m long` is given, the small one elsewhere."""
    asked = str(config.getoption("markexpr", ""))
    settings.load_profile("large" if "long" in asked and "not long" not in asked else "small")


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run commands in a new folder that has a glossary, a style and a configuration."""
    settle(monkeypatch, tmp_path)
    return runner(capsysbinary, monkeypatch)
