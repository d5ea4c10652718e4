"""Builds the compiled modules where a C compiler is at hand; without one the same is done in Python."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from sysconfig import get_config_var
from tempfile import TemporaryDirectory
from typing import Any

from Cython.Build import cythonize
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from setuptools import Distribution, Extension
from setuptools.command.build_ext import build_ext
from setuptools.errors import BaseError, CCompilerError

MODULES = ("termbase.index._seeking", "termbase.rewrite._usual", "termbase.text._scanning")
WITHOUT_SYMBOLS = [] if sys.platform == "win32" else ["-g0"]


class CompiledModules(BuildHookInterface[Any]):
    """Compiles aside, as the source may be read-only; an editable installation finds the modules in their places."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the modules, and tell the wheel that it is for one machine if that worked."""
        self._aside = TemporaryDirectory()
        sources = [Path("src", *name.split(".")) for name in MODULES]
        places = [source.with_name(f"{source.name}{get_config_var('EXT_SUFFIX')}") for source in sources]
        try:
            if (
                version == "editable"
            ):  # what is stale goes first, and is not written over: a process may map it
                for place in places:
                    Path(self.root, place).unlink(missing_ok=True)
            built = self._built(sources, Path(self._aside.name))
            if version == "editable":
                for each, place in zip(built, places, strict=True):
                    shutil.copyfile(each, Path(self.root, place))
        except (BaseError, CCompilerError, OSError) as error:
            print(f"nothing was compiled, matching will be slower: {error}", file=sys.stderr)
            return
        if version != "editable":
            for each, place in zip(built, places, strict=True):
                build_data["force_include"][str(each)] = place.relative_to("src").as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was built aside."""
        self._aside.cleanup()

    def _built(self, sources: Sequence[Path], aside: Path) -> list[Path]:
        extensions = [
            Extension(name, [str(source.with_suffix(".pyx"))], extra_compile_args=WITHOUT_SYMBOLS)
            for name, source in zip(MODULES, sources, strict=True)
        ]
        made = cythonize(extensions, build_dir=str(aside), quiet=True)
        command = build_ext(Distribution({"ext_modules": made}))
        command.build_lib = command.build_temp = str(aside)
        command.ensure_finalized()
        command.run()
        return [Path(command.get_ext_fullpath(name)) for name in MODULES]
