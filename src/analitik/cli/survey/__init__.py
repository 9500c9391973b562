"""``analitik survey``: one file per command, each of which exports a click command called ``command``."""

from __future__ import annotations

import importlib
import pkgutil

import click

from analitik.core.locale import say


class _Folder(click.Group):
    """The commands are the files of this folder; those that start with an underscore are shared by them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        return importlib.import_module(f"{__name__}.{name}").command


@click.group(
    cls=_Folder,
    help=say(
        "Survei: indeks, taksiran dengan selangnya, dan bobot.",
        "Survey: indices, estimates with their intervals, and weights.",
    ),
)
def command() -> None:
    """The survey commands."""
