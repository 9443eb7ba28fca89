"""axe-core in a page: what it finds against WCAG 2.2, levels A and AA."""

from paths import ROOT
from playwright.sync_api import BrowserContext, Page

SOURCE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
RUN = """(options) => axe.run(document, options).then((found) => found.violations.map(
    (rule) => [rule.id, ...rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))].join(" | ")))"""


def bring(context: BrowserContext) -> None:
    """Have every page of the context carry axe: an init script, which the pages' policy does not forbid."""
    context.add_init_script(path=SOURCE)


def violations(page: Page) -> list[str]:
    """What axe finds in the page as it stands: the rule, and the first elements that break it."""
    return [str(one) for one in page.evaluate(RUN, OPTIONS)]
