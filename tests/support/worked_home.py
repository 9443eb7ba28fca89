"""A home in which every kind of decision was made, by the commands that people use."""

from pathlib import Path

from cli_runner import Muster


def work(muster: Muster, folder: Path) -> None:
    """Decide, correct, withdraw, link, freeze and read again in a home that holds the samples."""
    words = " ".join(f"paragraph {n} of the minutes says what the Board agreed to" for n in range(40))
    for name, end in (("minutes.txt", "today."), ("minutes-copy.txt", "yesterday.")):
        (folder / name).write_text(f"Minutes of the Improvement Board\n\n{words} {end}\n", encoding="utf-8")
        done(muster, "ingest", folder / name)
    for pair in muster("duplicates", "--json").data:
        done(muster, "duplicates", pair["id"], "--verdict", "different")
    links = muster("links", "--status", "suggested", "--json").data
    tied = [link["id"] for link in links if link["measure"]]
    done(muster, "accept", *tied[:6], "--note", "Seen in the minutes")
    done(muster, "accept", tied[6], "--stance", "contradicts")
    done(muster, "reject", *tied[7:9])
    done(muster, "undecide", tied[5])
    documents = muster("documents", "--json").data
    passage = muster("show", documents[0]["id"], "--json").data["passages"][3]["id"]
    measures = [m["code"] for m in muster("measures", "--json").data]
    done(muster, "link", passage, "--measure", measures[-1], "--note", "My own")
    done(muster, "correct", documents[1]["id"], "date", "2026-01-15", "--note", "The stamp says so")
    done(muster, "correct", documents[2]["id"], "title", "Another title")
    done(muster, "correct", documents[2]["id"], "title", "--undo")
    done(muster, "withdraw", documents[-1]["id"], "--note", "Twice")
    done(muster, "withdraw", documents[-1]["id"], "--undo")
    done(muster, "withdraw", documents[-2]["id"])
    done(muster, "inspection", "new", "Visit", "--framework", "ofsted-2011", "--starts", "2026-12-01")
    done(muster, "pack", "new", "Evidence", "--inspection", "Visit")
    accepted = muster("links", "--status", "accepted", "--json").data
    for code in sorted({link["measure"] for link in accepted if link["measure"]}):
        done(muster, "pack", "add", "Evidence", "--measure", code)
    done(muster, "pack", "freeze", "Evidence")
    done(muster, "saved", "add", "Police", "police")
    (folder / "status.csv").write_text(f"Code,RAG,Update\n{measures[0]},Amber,Under way\n")
    done(muster, "ingest", folder / "status.csv")
    done(muster, "measure", "edit", measures[0], "--owner", "Rosa Acht", "--text", "x", "--reason", "Agreed")
    done(muster, "measure", "split", measures[1], "--into", "One", "--into", "Two", "--reason", "Two teams")
    cited = ("--on", "2020-01", "--cited", "Letter of 4 March 2021, p. 2")
    done(muster, "judgement", "add", "Safeguarding", "inadequate", *cited)
    done(muster, "reread")
    done(muster, "council", "Carrow")
    muster("reindex")
    muster("backup", folder / "worked.zip")


def done(muster: Muster, *command: object) -> None:
    """Run a command that must succeed."""
    ran = muster(*command)
    assert ran.code == 0, (command, ran.err, ran.out)
