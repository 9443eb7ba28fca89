"""A client that audits every page it fetches."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from web.page import Page, audit, audit_fragment, parse
from webapp.background.queue import Queue
from webapp.people.auth import Role, issue_token


class Client:
    """A browser's session without a browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http = app.test_client()

    def sign_in(
        self, role: Role = Role.COORDINATOR, name: str = "Sam Ellery", *, cleared: bool = True
    ) -> "Client":
        """Sign in by a one-time link, as a person does."""
        link = f"/sign-in?token={issue_token(self.app, name, role, cleared=cleared)}"
        form = self.get(link).one("form")
        answer = self.http.post("/sign-in", data=fields_of(form))
        assert answer.status_code == 302, answer.text
        return self

    def get(self, path: str, *, status: int = 200, **args: Any) -> Page:
        """Fetch a whole page and audit it."""
        answer = self.http.get(path, query_string=args or None)
        assert answer.status_code == status, (
            answer.status_code,
            answer.headers.get("Location"),
            answer.text[:500],
        )
        page = parse(answer.text, whole=True)
        audit(page)
        return page

    def fragment(
        self, path: str, *, status: int = 200, post: dict[str, Any] | None = None, **args: Any
    ) -> Page:
        """Ask as htmx does, and audit the fragment."""
        headers = {"HX-Request": "true", "X-CSRFToken": self.csrf()}
        if post is None:
            answer = self.http.get(path, query_string=args or None, headers=headers)
        else:
            answer = self.http.post(path, data=post, headers=headers)
        assert answer.status_code == status, (answer.status_code, answer.text[:500])
        page = parse(answer.text, whole=False)
        audit_fragment(page)
        return page

    def post(self, path: str, data: dict[str, Any], *, status: int = 302) -> TestResponse:
        """Send a form with this session's token."""
        answer = self.http.post(path, data={"csrf_token": self.csrf(), **data})
        assert answer.status_code == status, (answer.status_code, answer.text[:2000])
        return answer

    def submit(self, page: Page, action: str, **values: Any) -> TestResponse:
        """Press a button of the page's form of that action; ``values`` are what a person chose."""
        forms = [f for f in page.all("form") if f.get("action") == action]
        assert forms, f"no form goes to {action}"
        return self.post(action, {**fields_of(forms[0]), **values})

    def csrf(self) -> str:
        """The token that this session's pages carry."""
        body = parse(self.http.get("/sign-in?token=none").text, whole=True).one("body")
        return body.get("hx-headers", "").split('"')[3]


def fields_of(form: Any) -> dict[str, str]:
    """A form's hidden and text inputs as a browser would send them."""
    return {
        e.get("name"): e.get("value", "")
        for e in form.iter("input")
        if e.get("name") and e.get("type") != "checkbox"
    }


def queue_of(client: Client) -> Queue:
    """The site's background work, which tests work off when it suits them."""
    return client.app.extensions["muster_queue"]
