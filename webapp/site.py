"""The site: every room of the pages over one home folder."""

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from evidence.settings import Settings
from webapp import auth, errors, filters, govuk, receiving, security, work
from webapp.fragments import htmx
from webapp.views import AREAS


def site(settings: Settings) -> Flask:
    """The site over one home folder. Raises HomeError if its session key cannot be kept there."""
    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    security.install(app, settings)
    htmx.init_app(app)
    auth.install(app)
    receiving.install(app, settings)  # before the form is looked at, which reads the whole upload
    CSRFProtect(app)
    work.install(app, settings)
    govuk.install(app)
    filters.install(app)
    errors.install(app)
    for area in AREAS:
        app.register_blueprint(area)
    return app
