"""Builds the compiled module of the matcher where a C compiler is at hand; without one the same is done in Python."""

from __future__ import annotations

import sys
from pathlib import Path
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
    """Compiles in place, so that an editable installation finds it as well."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the module, and tell the wheel that it is for one machine if that worked."""
        root = Path(self.root)
        extension = Extension(MODULE, [str(SOURCE)], extra_compile_args=WITHOUT_SYMBOLS)
        made = cythonize([extension], build_dir=str(root / "build"), quiet=True)
        command = build_ext(Distribution({"ext_modules": made, "package_dir": {"": "src"}}))
        command.inplace = True
        command.build_temp = str(root / "build")
        command.ensure_finalized()
        built = Path(command.get_ext_fullpath(MODULE))
        built.unlink(missing_ok=True)
        try:
            command.run()
        except (BaseError, CCompilerError) as error:
            print(f"{MODULE} was not compiled, matching will be slower: {error}", file=sys.stderr)
            return
        build_data["artifacts"].append(built.resolve().relative_to(root).as_posix())
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
