"""GOV.UK Frontend's components, as functions that every template can call.

They live in an environment of their own. Their macros were ported from Nunjucks, where a missing key is
simply nothing; in our templates a misspelt name must fail.
"""

from functools import cache
from typing import Any

from flask import Flask
from jinja2 import Environment, PackageLoader, PrefixLoader

COMPONENTS = {
    "back-link": "govukBackLink",
    "breadcrumbs": "govukBreadcrumbs",
    "button": "govukButton",
    "checkboxes": "govukCheckboxes",
    "date-input": "govukDateInput",
    "details": "govukDetails",
    "error-summary": "govukErrorSummary",
    "fieldset": "govukFieldset",
    "input": "govukInput",
    "inset-text": "govukInsetText",
    "notification-banner": "govukNotificationBanner",
    "pagination": "govukPagination",
    "radios": "govukRadios",
    "textarea": "govukTextarea",
    "select": "govukSelect",
    "service-navigation": "govukServiceNavigation",
    "skip-link": "govukSkipLink",
    "summary-list": "govukSummaryList",
    "table": "govukTable",
    "tag": "govukTag",
    "warning-text": "govukWarningText",
}


def install(app: Flask) -> None:
    """Make each component a global of the app's templates, under GOV.UK's own name for it."""
    app.jinja_env.globals.update(_macros())


@cache
def _macros() -> dict[str, Any]:
    """Compiled once, however many apps there are: they know nothing of one."""
    environment = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found = {}
    for folder, macro in COMPONENTS.items():
        template = environment.get_template(f"govuk_frontend_jinja/components/{folder}/macro.html")
        found[macro] = getattr(template.module, macro)
    return found
