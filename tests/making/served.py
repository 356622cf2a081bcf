"""An application behind the real server, on a free port of this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import waitress
from flask import Flask

from registry.web import bodies


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """Serve it as `kinfold serve` does, and give the port."""
    server = waitress.create_server(
        app, host="127.0.0.1", port=0, threads=4, **bodies.SERVER, **bodies.SILENT
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        server.task_dispatcher.shutdown()  # what is answered is answered before the door closes
        server.trigger.pull_trigger(server.close)
        thread.join(timeout=10)
