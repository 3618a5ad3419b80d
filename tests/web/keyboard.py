"""What somebody with a keyboard alone meets on a page: stops that can be seen, each once, in their order."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playwright.async_api import Page

STOPS = """
const named = (it) =>
  it.type === "radio" ? `radio ${it.name}` : `${all.indexOf(it)} ${it.tagName} ${it.innerText || it.name}`;
const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
  (it) => !it.disabled && it.type !== "hidden" && it.tabIndex >= 0 && it.checkVisibility({ visibilityProperty: true }));
"""
"""What a page means to be a stop. Radios of one name are one stop, as browsers have it."""

FOCUSED = (
    "() => {"
    + STOPS
    + """
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const drawn = [[it, null], ...[...(it.labels ?? [])].flatMap((each) => [[each, "::before"], [each, "::after"]])];
  const looks = () => JSON.stringify(drawn.map(([one, part]) => {
    const style = getComputedStyle(one, part);
    const outline = style.outlineColor.endsWith(", 0)") ? "" : style.outline;
    return [outline, style.boxShadow, style.backgroundColor, style.borderColor];
  }));
  const { top, bottom, width, height } = it.getBoundingClientRect();
  const focused = looks();
  it.blur();
  const plain = looks();
  it.focus({ preventScroll: true });
  return {
    name: named(it), top: top + scrollY, bottom: bottom + scrollY, stands_out: focused !== plain,
    in_sight: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
  };
}"""
)
"""The element with the focus, and whether it looks otherwise than without: an outline nobody can see does not count."""

EXPECTED = "() => {" + STOPS + "return [...new Set(all.map(named))]; }"
BEGIN = "() => {" + STOPS + "all[0].focus(); }"


@dataclass(frozen=True, slots=True)
class Stop:
    name: str
    top: float
    bottom: float


async def stop_of(page: Page) -> Stop | None:
    """Where the focus is, None: outside of the page. It can be seen to be there (WCAG 2.4.7, 2.4.11)."""
    found: dict[str, Any] | None = await page.evaluate(FOCUSED)
    if found is None:
        return None
    assert found["in_sight"], f"{found['name']!r} of {page.url} has the focus, and cannot be seen"
    assert found["stands_out"], f"{found['name']!r} of {page.url} looks the same with the focus and without"
    return Stop(found["name"], found["top"], found["bottom"])


async def is_walked(page: Page) -> None:
    """From the first stop to the last and back, with Tab and Shift+Tab alone (WCAG 2.1.1, 2.1.2, 2.4.3)."""
    expected: list[str] = await page.evaluate(EXPECTED)
    await page.evaluate(BEGIN)
    there = await _pressed(page, "Tab", len(expected) - 1)
    assert [stop.name for stop in there] == expected[1:], page.url
    for before, after in pairwise(there):
        assert after.bottom > before.top, f"{after.name!r} comes after {before.name!r} and stands above it: {page.url}"
    back = await _pressed(page, "Shift+Tab", len(expected) - 1)
    assert [stop.name for stop in back] == expected[-2::-1], page.url


async def _pressed(page: Page, key: str, times: int) -> list[Stop]:
    """The stops that a key leads to, until it leads out of the page or so often."""
    stops: list[Stop] = []
    for _ in range(times):
        await page.keyboard.press(key)
        stop = await stop_of(page)
        if stop is None:
            break
        stops.append(stop)
    return stops
