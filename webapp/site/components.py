"""Our own components that many parts of one page use, as functions that every template can call.

A template's `from … import` looks the component up each time it is run. What is included once a link, some
hundred times in a document's page, would spend a sixth of its time on that.
"""

from flask import Flask

COMPONENTS = {
    "csrf": ("csrf",),
    "tag": ("tag", "status_tag", "stance_tag", "coverage_tag", "target_tag", "answer_tag", "ledger_tag"),
}


def install(app: Flask) -> None:
    """Make each a global of the app's templates, under its own name. After the filters that they use."""
    for file, macros in COMPONENTS.items():
        module = app.jinja_env.get_template(f"components/{file}.html").module
        app.jinja_env.globals.update({macro: getattr(module, macro) for macro in macros})
