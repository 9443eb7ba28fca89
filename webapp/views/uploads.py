"""Uploading files, and how far the reading of them has come."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from evidence.errors import NotFound, UsageError
from evidence.reads import jobs as read
from evidence.store import jobs as store
from evidence.store.jobs import JobFile, display_name
from webapp.background.receiving import MOST_FILES, keep, receives_files
from webapp.people import auth
from webapp.site.fragments import render
from webapp.site.request_services import queue, services, settings

uploads = Blueprint("uploads", __name__)

SHOWN = 200  # files on a job's page; the ledger shows the rest
MOVING = ("waiting", "running")


@uploads.get("/uploads")
@auth.requires(*auth.DECIDERS)
def listed() -> ResponseReturnValue:
    """The form, and the newest uploads and retries."""
    return _form()


@uploads.post("/uploads")
@auth.requires(*auth.DECIDERS)
@receives_files
def add() -> ResponseReturnValue:
    """Take a form's files. They are read in the background."""
    files = keep(request.files.getlist("files"))
    if not files:
        return _form("Choose at least one file"), 400
    job = store.add(services().record, "upload", files)
    queue().put(job)
    return redirect(url_for("uploads.page", number=job))


@uploads.post("/uploads/announce")
@auth.requires(*auth.DECIDERS)
@receives_files
def announce() -> ResponseReturnValue:
    """Take the names and sizes of files that a script will send one by one; answer what to call each."""
    names, sizes = request.form.getlist("name"), request.form.getlist("size", type=int)
    if len(names) != len(sizes) or len(names) > MOST_FILES:
        raise UsageError("The list of files is not whole.", "Choose the files again.")
    told = [JobFile(display_name(n), max(0, s)) for n, s in zip(names, sizes, strict=True)]
    work = services()
    job = store.add(work.record, "upload", told, whole=False)
    files = [file["name"] for file in read.job_files(work.record.db, job)]
    there = url_for("uploads.page", number=job)
    return jsonify(page=there, send=url_for("uploads.receive", number=job), names=files)


@uploads.post("/uploads/<int:number>/files")
@auth.requires(*auth.DECIDERS)
@receives_files
def receive(number: int) -> ResponseReturnValue:
    """Take files that were announced, known by name and size."""
    work = services()
    _job(number)
    missing = {(f["name"], f["size"]): f["id"] for f in _missing(number)}
    strangers = 0
    for file in keep(request.files.getlist("files")):
        known = missing.pop((file.name, file.size), None)
        if known is None:
            strangers += 1
            (settings().incoming / file.stored).unlink()
        else:
            store.received(work.record, number, known, file.stored)
    queue().put(number)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(received=not strangers)
    if strangers:
        flash("Only files that were part of this upload and had not arrived were taken.", "problem")
    return redirect(url_for("uploads.page", number=number))


@uploads.get("/uploads/<int:number>")
@auth.requires(*auth.READERS)
def page(number: int) -> ResponseReturnValue:
    """How far a job has come, and what became of each file."""
    return render("uploads", "page", "progress", **_shown(number))


@uploads.post("/uploads/<int:number>/go-on")
@auth.requires(*auth.DECIDERS)
def go_on(number: int) -> ResponseReturnValue:
    """Try again at once, without the files that never arrived."""
    _job(number)
    store.go_without(services().record, number)
    queue().put(number)
    return redirect(url_for("uploads.page", number=number))


def _form(problem: str = "") -> str:
    jobs = read.jobs(services().record.db)
    return render_template(
        "uploads/list.html", jobs=jobs, problem=problem, most_mb=settings().serve.max_upload_mb
    )


def _job(number: int) -> dict[str, Any]:
    found = read.job(services().record.db, number)
    if found is None:
        raise NotFound(f"There is no upload {number}.", "The page Add files lists those that there are.")
    return found


def _missing(number: int) -> list[dict[str, Any]]:
    files = read.job_files(services().record.db, number)
    return [f for f in files if not f["stored"] and not f["sha256"] and not f["entries"]]


def _shown(number: int) -> dict[str, Any]:
    db = services().record.db
    job = _job(number)
    files = read.job_files(db, number)
    arrived = [f for f in files if f["stored"] or f["sha256"] or f["entries"]]
    return {
        "job": job,
        "moving": job["state"] in MOVING,
        "counts": read.counts(db, job["origin"]),
        "files": read.with_documents(db, arrived[:SHOWN]),
        "more": len(arrived) - SHOWN,
        "missing": [f for f in files if f not in arrived],
        "most_mb": settings().serve.max_upload_mb,
    }
