"""Errors a person can act on. Each says what happened, what was kept and what to do.

The command line turns the class into its exit status, the window into a message box.
Anything else that is raised is a defect of ours and is reported as one.
"""

from collections.abc import Sequence


class PortfolioError(Exception):
    """Something a person can act on; ``str(error)`` is one or two plain sentences in their language."""

    exit_status = 4


class UsageError(PortfolioError):
    """The request itself makes no sense (an unknown id, nothing to undo)."""

    exit_status = 2


class UnacceptableInput(PortfolioError):
    """The input cannot be taken in; nothing was written."""

    exit_status = 3


class InvalidValue(UnacceptableInput):
    """A value breaks a rule of the portfolio.

    Attributes:
        problems: one plain sentence for each broken rule.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class EnvironmentFailed(PortfolioError):
    """The surroundings failed: locked, unreachable, full, read-only, not a portfolio, newer schema."""

    exit_status = 4


class Busy(EnvironmentFailed):
    """Another program is writing just now; nothing was written, and trying again in a moment helps."""


class NotGranted(EnvironmentFailed):
    """Whoever is signed in to a shared database may not do this; nothing was written."""


class Damaged(EnvironmentFailed):
    """The database file itself is broken; a backup can be put in its place."""


class Conflict(PortfolioError):
    """Somebody else changed the same thing meanwhile; nothing was written.

    Attributes:
        fields: what collides, each as ``(entity, id, field, base, mine, theirs)``.
    """

    exit_status = 5

    def __init__(self, message: str, fields: Sequence[tuple[str, str, str, object, object, object]] = ()) -> None:
        super().__init__(message)
        self.fields = tuple(fields)


class Cancelled(PortfolioError):
    """The person cancelled a long task; nothing of it was kept."""

    exit_status = 4
