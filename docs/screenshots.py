"""Screenshots of the HTML report for the README: `make screenshots`."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
_SIZE = {"width": 1200, "height": 1010}
_MOST_BYTES = 200_000


def main() -> None:
    """Write one picture for each colour scheme."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        report = Path(folder) / "report.html"
        _make(report)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--hide-scrollbars"]
        )
        for scheme in ("light", "dark"):
            picture = _shoot(browser, report, scheme)
            assert len(picture) < _MOST_BYTES, f"{scheme}: {len(picture):,} bytes"  # noqa: S101 — a script
            (IMAGES / f"report-{scheme}.png").write_bytes(picture)


def _make(report: Path) -> None:
    tool = Path(sys.executable).with_name("tuneready")
    command = [tool, "check", "spoiled_tickets", "-q", "--report", f"html={report}", "--report", "statistics"]
    subprocess.run(command, cwd=ROOT / "examples", check=False, stdout=subprocess.DEVNULL)  # noqa: S603


def _shoot(browser: Browser, report: Path, scheme: str) -> bytes:
    context = browser.new_context(viewport=_SIZE, color_scheme=scheme, device_scale_factor=1.5)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(report.as_uri())
    image = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    small = io.BytesIO()
    image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    main()
