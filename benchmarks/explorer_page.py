"""How fast the explorer's page is, measured in the browser.

    polybius serve FILE.duckdb &                      a store, as benchmarks/explorer.py makes it
    python benchmarks/explorer_page.py [ADDRESS]      first paint, and from a filter to its answer

Needs playwright and Chromium. Figures of one machine are in docs/explorer.md.
"""

from __future__ import annotations

import shutil
import statistics
import sys

from playwright.sync_api import Browser, sync_playwright

PAIR = "/pair?one=RUS&other=USA"
FILTERS = (
    "actor=RUS type=ASSAULT actor=USA&recipient=CHN since=2015&until=2016-06 where=FRA"
    " status=negated min_confidence=0.9 type=ACCUSE&actor=FRA claimed=denies party=DEU&since=2018"
).split()
# A pair has its actors already.
PAIR_FILTERS = (
    "type=ACCUSE since=2010 status=negated min_confidence=0.8 where=FRA type=ASSAULT&since=2012"
    " claimed=any until=2016"
).split()
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# From the change of the address until what it asks for is drawn, in ms.
CHANGE = """address => new Promise(done => {
    const begun = performance.now();
    const watch = new MutationObserver(() => {
        if (document.querySelector('.loading')) return;
        watch.disconnect();
        requestAnimationFrame(() => done(performance.now() - begun));
    });
    history.pushState(null, '', address);
    dispatchEvent(new Event('route'));
    const main = document.querySelector('main');
    watch.observe(main, {subtree: true, childList: true, attributes: true});
})"""


def first_paint(browser: Browser, address: str) -> float:
    """The first paint with nothing cached, in ms."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.locator(".loading").first.wait_for(state="detached")
    paint = page.evaluate(PAINT)
    context.close()
    return float(paint)


def filtered(browser: Browser, base: str, path: str, filters: list[str]) -> list[float]:
    """How long each filter takes until its answer is drawn, in ms."""
    page = browser.new_context().new_page()
    page.goto(base + path)
    page.locator(".loading").first.wait_for(state="detached")
    times = []
    for one in filters:
        times.append(float(page.evaluate(CHANGE, path + ("&" if "?" in path else "?") + one)))
        page.wait_for_timeout(150)
    return times


def main() -> None:
    base = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8765"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for path in ("/articles", "/events", "/map", "/network", PAIR):
            paints = [first_paint(browser, base + path) for _ in range(5)]
            times = filtered(browser, base, path, PAIR_FILTERS if path == PAIR else FILTERS)
            print(
                f"{path.partition('?')[0]:10} first paint {statistics.median(paints):4.0f} ms"
                f" (most {max(paints):4.0f}), filter {statistics.median(times):4.0f} ms"
                f" (most {max(times):4.0f})"
            )


if __name__ == "__main__":
    main()
