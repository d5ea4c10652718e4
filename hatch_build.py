"""Builds the compiled modules where a C compiler is at hand; without one the same is done in Python."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from Cython.Build import cythonize
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from setuptools import Distribution, Extension
from setuptools.command.build_ext import build_ext
from setuptools.errors import BaseError, CCompilerError

MODULES = ("termbase.index._seeking", "termbase.text._scanning")
WITHOUT_SYMBOLS = [] if sys.platform == "win32" else ["-g0"]


class CompiledModules(BuildHookInterface[Any]):
    """Compiles in place, so that an editable installation finds it as well."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the modules, and tell the wheel that it is for one machine if that worked."""
        root = Path(self.root)
        extensions = [
            Extension(name, [_source(name)], extra_compile_args=WITHOUT_SYMBOLS) for name in MODULES
        ]
        made = cythonize(extensions, build_dir=str(root / "build"), quiet=True)
        command = build_ext(Distribution({"ext_modules": made, "package_dir": {"": "src"}}))
        command.inplace = True
        command.build_temp = str(root / "build")
        command.ensure_finalized()
        built = [Path(command.get_ext_fullpath(name)) for name in MODULES]
        for path in built:
            path.unlink(missing_ok=True)
        try:
            command.run()
        except (BaseError, CCompilerError) as error:
            print(f"nothing was compiled, matching will be slower: {error}", file=sys.stderr)
            return
        build_data["artifacts"] += [path.resolve().relative_to(root).as_posix() for path in built]
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def _source(name: str) -> str:
    return str(Path("src", *name.split(".")).with_suffix(".pyx"))
