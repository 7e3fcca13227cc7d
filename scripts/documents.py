"""Check that every relative link in the Markdown files leads to a file that is there."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCED = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
INLINE_CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)")
HAS_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def main() -> int:
    """Print each broken link and fail if there is one."""
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in documents()
        for target in broken_links(path)
    ]
    for line in broken:
        print(f"broken link in {line}")
    return 1 if broken else 0


def documents() -> list[Path]:
    """Markdown files under version control."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def broken_links(path: Path) -> list[str]:
    """Targets of the relative links of one file that do not exist."""
    prose = INLINE_CODE.sub("", FENCED.sub("", path.read_text(encoding="utf-8")))
    targets = [target for target in LINK.findall(prose) if not HAS_SCHEME.match(target)]
    files = [(target, target.partition("#")[0]) for target in targets]
    return [target for target, file in files if file and not (path.parent / file).exists()]


if __name__ == "__main__":
    sys.exit(main())
