"""The work of a reader's process, known by name to those that give it out without loading what reads."""

from ingest.run.task import Task, Understood


def carry_out(task: Task) -> Understood:
    """Read the file (``one_file.understand``). What reads is slow to load, and loaded where it reads."""
    from ingest.run.one_file import understand

    return understand(task)
