"""The command line: one file per command, each of which parses, calls and prints. Nothing else lives here."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile

import click

from analitik import __version__
from analitik.core.errors import AnalitikError
from analitik.core.locale import say

COMMANDS = ("sample", "ingest", "classify", "label", "run", "survey", "doctor")


class LazyGroup(click.Group):
    """Commands are imported when they are called, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        return importlib.import_module(f"analitik.cli.{name}").command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "Meja kerja analitik Humas: dari kiriman data sampai laporan pimpinan.",
        "The public-relations workbench: from a delivery to a leader's page.",
    ),
)
@click.version_option(__version__, prog_name="analitik")
def cli() -> None:
    """The group that holds every command."""


def main() -> None:
    """Run a command; an expected failure is one sentence, an unexpected one a sentence and a log file."""
    try:
        code = cli.main(standalone_mode=False)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as problem:
        click.echo(say("Salah pemakaian: ", "Bad usage: ") + problem.format_message(), err=True)
        sys.exit(problem.exit_code)
    except AnalitikError as problem:
        click.echo(str(problem), err=True)
        sys.exit(problem.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as problem:  # the last net: a person sees a sentence, the log keeps the rest
        click.echo(_keep_log(problem), err=True)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _keep_log(problem: Exception) -> str:
    import traceback

    handle, name = tempfile.mkstemp(prefix="analitik-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.write("".join(traceback.format_exception(problem)))
    return say(
        f"Kesalahan tak terduga ({type(problem).__name__}); catatannya di {name}. Mohon laporkan bersama berkas itu.",
        f"Unexpected error ({type(problem).__name__}); details are in {name}. Please report it with that file.",
    )
