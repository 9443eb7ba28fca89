"""One Blueprint a file: thin; no SQL, no rules."""

from webapp.views.account import account
from webapp.views.corrections import corrections
from webapp.views.councils import councils
from webapp.views.coverage import coverage
from webapp.views.crosswalk import crosswalk
from webapp.views.desk import desk
from webapp.views.disposals import disposals
from webapp.views.documents import documents
from webapp.views.duplicates import duplicates
from webapp.views.exports import exports
from webapp.views.finding import finding
from webapp.views.guidance import guidance
from webapp.views.health import health
from webapp.views.home import home
from webapp.views.inspections import inspections
from webapp.views.issues import issues
from webapp.views.judgements import judgements
from webapp.views.keeping import keeping
from webapp.views.ledger import ledger
from webapp.views.links import links
from webapp.views.log import log
from webapp.views.lost import lost
from webapp.views.marking import marking
from webapp.views.match_terms import match_terms
from webapp.views.measure_changes import measure_changes
from webapp.views.measures import measures
from webapp.views.packs import packs
from webapp.views.pages import pages
from webapp.views.people import people
from webapp.views.putting_in import putting_in
from webapp.views.redacting import redacting
from webapp.views.requests import requests
from webapp.views.review import review
from webapp.views.search import search
from webapp.views.sections import sections
from webapp.views.sign_in import sign_in
from webapp.views.standings import standings
from webapp.views.uploads import uploads
from webapp.views.values import values
from webapp.views.withdrawals import withdrawals

AREAS = (
    sign_in, account, people, guidance, home, search, keeping, exports, documents, pages, uploads, ledger,
    duplicates, withdrawals, links, measures, finding, coverage, match_terms, standings, review, desk, lost,
    corrections, councils, crosswalk, inspections, requests, packs, issues, sections, putting_in, redacting,
    log, values, measure_changes, judgements, marking, health, disposals,
)  # fmt: skip
