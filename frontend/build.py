"""Make the files that browsers load: one style sheet, the scripts, fonts, icons.

Run as `python frontend/build.py [NODE_MODULES] [OUT]`, or call `build`. Names are plain; hashes in names and
compressed copies are the work of the static files storage.
"""

import gzip
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ICONS = ROOT / "src/hoiso/core/templates/icons"
OUT = ROOT / "src/hoiso/core/static/hoiso"
FONTS = ("latin-400", "latin-700", "vietnamese-400", "vietnamese-700")
LIMITS = {"hoiso.css": 9 * 1024, "hoiso.js": 25 * 1024, "little.js": 9 * 1024, "worker.js": 4 * 1024}
SCRIPTS = {"main.js": "hoiso.js", "little.js": "little.js", "worker.js": "worker.js"}
_MACHINES = {"x86_64": "linux-x64", "amd64": "linux-x64", "aarch64": "linux-arm64", "arm64": "linux-arm64"}


class BuildError(Exception):
    """The front end cannot be built, or is heavier than its limit."""


def _esbuild(node_modules: Path) -> Path:
    machine = platform.machine().lower()
    if machine not in _MACHINES:
        raise BuildError(f"No esbuild for this machine: {machine}")
    binary = node_modules / "@esbuild" / _MACHINES[machine] / "bin" / "esbuild"
    if not binary.is_file():
        raise BuildError(f"Missing {binary}; install the npm packages first")
    return binary


def _bundle(esbuild: Path, node_modules: Path, source: Path, target: Path) -> None:
    command = [
        str(esbuild),
        str(source),
        f"--outfile={target}",
        "--bundle",
        "--minify",
        "--charset=utf8",
        "--legal-comments=none",
        "--log-level=warning",
        "--external:*.woff2",
        "--target=chrome93,firefox91,safari15",
    ]
    if source.suffix == ".js":
        command.append("--format=iife")
    paths = {"NODE_PATH": str(node_modules)}
    done = subprocess.run(command, env=paths, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BuildError(done.stderr)


def _sprite() -> str:
    """All icons as symbols of one SVG file, for scripts and documents that cannot use the template tag."""
    symbols = []
    for file in sorted(ICONS.glob("*.svg")):
        drawing = file.read_text("utf-8")
        inner = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
        symbols.append(f'<symbol id="{file.stem}" viewBox="0 0 24 24">{inner}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def build(node_modules: Path, out: Path) -> dict[str, int]:
    """Fill `out` with everything browsers load; return the gzip size in bytes of script and styles.

    Raises BuildError when the bundler is missing or fails, or a bundle is over its limit.
    """
    esbuild = _esbuild(node_modules)
    out.mkdir(parents=True, exist_ok=True)
    _bundle(esbuild, node_modules, HERE / "css/main.css", out / "hoiso.css")
    for source, target in SCRIPTS.items():
        _bundle(esbuild, node_modules, HERE / "js" / source, out / target)
    files = node_modules / "@fontsource/noto-sans/files"
    for font in FONTS:
        shutil.copyfile(files / f"noto-sans-{font}-normal.woff2", out / f"noto-sans-{font}.woff2")
    shutil.copyfile(node_modules / "@fontsource/noto-sans/LICENSE", out / "noto-sans-LICENSE.txt")
    shutil.copyfile(HERE / "mark/mark.svg", out / "mark.svg")
    (out / "icons.svg").write_text(_sprite(), "utf-8")
    sizes = {name: len(gzip.compress((out / name).read_bytes(), 9)) for name in LIMITS}
    heavy = [f"{name} {sizes[name]} B" for name, limit in LIMITS.items() if sizes[name] > limit]
    if heavy:
        raise BuildError("Too heavy after gzip: " + ", ".join(heavy))
    return sizes


if __name__ == "__main__":
    arguments = [Path(word) for word in sys.argv[1:]]
    made = build(arguments[0] if arguments else ROOT / "node_modules", arguments[1] if arguments[1:] else OUT)
    for name, size in made.items():
        sys.stdout.write(f"{name}: {size / 1024:.1f} KB gzip (limit {LIMITS[name] // 1024} KB)\n")
