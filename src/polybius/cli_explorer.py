"""The commands that show: serve."""

from __future__ import annotations

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
def serve(host: str, port: int) -> int:
    """Open the explorer on this machine.

    \b
    Example:
      polybius serve
    """
    import uvicorn

    from polybius.explorer.app import make_app

    click.echo(f"http://{host}:{port}", err=True)
    uvicorn.run(make_app(), host=host, port=port, log_level="warning")
    return 0
