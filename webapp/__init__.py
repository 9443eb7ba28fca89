"""What people see: the pages, and the command line."""

from typing import TYPE_CHECKING

from evidence.settings import Settings

if TYPE_CHECKING:
    from flask import Flask


def create_app(settings: Settings) -> "Flask":
    """The site over one home folder. Raises HomeError if its session key cannot be kept there."""
    # Of the commands only `serve` needs these, and they take half a second to load.
    from flask import Flask
    from flask_wtf import CSRFProtect
    from jinja2 import StrictUndefined

    from webapp.background import receiving
    from webapp.people import auth, single_sign_on
    from webapp.site import (
        errors,
        govuk,
        read_only,
        record_numbers,
        request_services,
        security,
        telling,
        template_filters,
    )
    from webapp.site.fragments import htmx
    from webapp.views import AREAS

    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    record_numbers.install(app)
    telling.install(app)
    security.install(app, settings)
    htmx.init_app(app)
    auth.install(app, settings)
    single_sign_on.install(app, settings)
    read_only.install(app, settings)
    receiving.install(app, settings)  # before the form is looked at, which reads the whole upload
    CSRFProtect(app)
    request_services.install(app, settings)
    for part in (govuk, template_filters, errors):
        part.install(app)
    for area in AREAS:
        app.register_blueprint(area)
    return app
