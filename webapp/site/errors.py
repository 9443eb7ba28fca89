"""One place that turns an error into a page, or into the fragment that htmx puts at the page's top."""

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from evidence.errors import MusterError, OurFault
from evidence.home import faults
from webapp.site.addresses import local_address
from webapp.site.fragments import wants_fragment
from webapp.site.request_services import settings

WORDS = {
    400: ("This request was not understood", "Go back, check what you typed, and try again."),
    403: (
        "You cannot do this",
        "Your role does not include it. Ask your inspection coordinator, or your administrator.",
    ),
    404: ("Page not found", "Check the address, or search for what you were looking for."),
    405: ("This request was not understood", "Go back to the page that you came from, and use its buttons."),
    413: (
        "That is too much at once",
        "Send fewer files in one form. max_upload_mb in config.toml is the limit.",
    ),
    500: ("Something went wrong", "Nothing was half done. Try again; if it goes on, tell your IT officer."),
}


def install(app: Flask) -> None:
    """Answer every error with a sentence that says what to do."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(MusterError, _advice)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _stale_form(error: CSRFError) -> ResponseReturnValue:
    return _answer(
        "This page is too old to use",
        "You signed in or out since it was opened, so nothing was changed. Load the page again, then repeat.",
        400,
    )


def _advice(error: MusterError) -> ResponseReturnValue:
    heading = "This cannot be done"
    if error.http_status == 404 or isinstance(error, OurFault):
        heading = WORDS[error.http_status][0]
    return _answer(heading, str(error), error.http_status)


def _http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):  # asked under a name that is not ours: no page, and no link
        return "Muster does not answer to that name. Open it by the address that it printed.", 400
    code = error.code or 500
    if error.response is not None or code < 400:  # a redirect, or a response made elsewhere
        return error
    heading, advice = WORDS.get(code, WORDS[500 if code >= 500 else 400])
    return _answer(heading, advice, code)


def _unforeseen(error: Exception) -> ResponseReturnValue:
    refused = faults.refusal(error) or faults.no_such_number(error)
    if refused is not None:
        return _advice(refused)
    if current_app.testing:
        raise error
    # The rule, not the address: what was searched for, or what a file is called, may name a person.
    doing = f"{request.method} {request.url_rule or 'an address that is not known'}"
    fault = faults.report(settings().home, error, doing)
    current_app.logger.error("%s: fault %s, told in %s", doing, fault.number, faults.LOG)
    return _advice(fault)


def _answer(heading: str, advice: str, status: int) -> ResponseReturnValue:
    template = "errors/_problem.html" if wants_fragment() else "errors/page.html"
    back = local_address(request.form.get("back", "")) if request.method == "POST" and status < 413 else ""
    return render_template(template, heading=heading, advice=advice, back=back), status
