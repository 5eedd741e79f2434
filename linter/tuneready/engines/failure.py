"""What ends a run because of the machine, not the data."""


class WorkerError(Exception):
    """A worker process could not do its work: the run cannot be judged.

    The text is the fact, and holds nothing of the data.
    """
