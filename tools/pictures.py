"""Draw the pictures of the pages anew; `--check` only tells whether the code still draws them so."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path

import partnership as pt
from partnership import network, pictures

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
DAY = dt.date(2010, 6, 1)


def drawn() -> Iterator[tuple[str, str]]:
    """Give each picture with its name, in the order of the pages."""
    pilot = pt.load_programme(ROOT / "examples" / "smolensk-2009.yaml")
    summer = pilot.as_of(DAY)
    at_work = network.partner_network(summer, kinds={"visits", "placed"})
    for lang in ("en", "ru"):
        ending = "" if lang == "en" else "-ru"
        yield f"smolensk{ending}.svg", pictures.picture(summer, lang=lang).svg
        yield f"smolensk-growth{ending}.svg", pictures.growth(pilot.snapshot, lang=lang).svg
    yield "smolensk-at-work.svg", pictures.picture(at_work).svg


def main() -> int:
    """Write the pictures, or hold them against what is drawn now."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 if one is another")
    check = parser.parse_args().check
    stale = []
    IMAGES.mkdir(exist_ok=True)
    for name, svg in drawn():
        file = IMAGES / name
        if not file.exists() or file.read_text(encoding="utf-8") != svg:
            stale.append(name)
            if not check:
                file.write_text(svg, encoding="utf-8")
    print("drawn anew:" if not check else "drawn otherwise now:", ", ".join(stale) or "none")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
