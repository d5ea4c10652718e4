"""Builds the compiled module of the matcher where a C compiler is at hand; without one the same is done in Python."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from sysconfig import get_config_var
from tempfile import TemporaryDirectory
from typing import Any

from Cython.Build import cythonize
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from setuptools import Distribution, Extension
from setuptools.command.build_ext import build_ext
from setuptools.errors import BaseError, CCompilerError

MODULE = "termbase.index._seeking"
SOURCE = Path("src", *MODULE.split(".")).with_suffix(".pyx")
WITHOUT_SYMBOLS = [] if sys.platform == "win32" else ["-g0"]


class CompiledModule(BuildHookInterface[Any]):
    """Compiles aside, so that the source may be read-only; an editable installation finds the module in its place."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the module, and tell the wheel that it is for one machine if that worked."""
        self._aside = TemporaryDirectory()
        place = SOURCE.with_name(f"{SOURCE.stem}{get_config_var('EXT_SUFFIX')}")
        try:
            if (
                version == "editable"
            ):  # what is stale goes first; it is not written over, as a process may map it
                Path(self.root, place).unlink(missing_ok=True)
            built = self._built(Path(self._aside.name))
            if version == "editable":
                shutil.copyfile(built, Path(self.root, place))
        except (BaseError, CCompilerError, OSError) as error:
            print(f"{MODULE} was not compiled, matching will be slower: {error}", file=sys.stderr)
            return
        if version != "editable":
            build_data["force_include"][str(built)] = place.relative_to("src").as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was built aside."""
        self._aside.cleanup()

    def _built(self, aside: Path) -> Path:
        extension = Extension(MODULE, [str(SOURCE)], extra_compile_args=WITHOUT_SYMBOLS)
        made = cythonize([extension], build_dir=str(aside), quiet=True)
        command = build_ext(Distribution({"ext_modules": made}))
        command.build_lib = command.build_temp = str(aside)
        command.ensure_finalized()
        command.run()
        return Path(command.get_ext_fullpath(MODULE))
