"""What can go wrong, said so that a person knows what was found and what would work.

Every error a user may meet is born of :class:`AnalitikError`; its ``exit_code`` is the one the command line ends with.
"""

from __future__ import annotations


class AnalitikError(Exception):
    """An expected failure: one clear sentence for the user, never a traceback."""

    exit_code = 2


class UsageFault(AnalitikError):
    """A parameter or setting that cannot be used as given."""


class DeliveryRefused(AnalitikError):
    """A delivered file that is not taken at all; ``code`` is one of the refuse codes of the ingest policy."""

    exit_code = 4

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


class EnvironmentFault(AnalitikError):
    """The machine refuses: disk full, folder read-only, a needed part not installed."""

    exit_code = 5


class IntegrityFault(AnalitikError):
    """Stored bytes or counts do not agree with what was recorded about them."""

    exit_code = 6


class RunLocked(AnalitikError):
    """Another run holds the lock of this store."""

    exit_code = 75
