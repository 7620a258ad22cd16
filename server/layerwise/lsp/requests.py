"""What the server asks of the editor, as far as the editor takes such requests."""

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types

from layerwise.lsp.client import Client
from layerwise.lsp.protocol import Server
from layerwise.lsp.tasks import Tasks
from layerwise.lsp.watch import Watched, registrations


class Requests:
    """Requests that run in the background; their answers say nothing."""

    def __init__(self, server: Server, client: Client, tasks: Tasks) -> None:
        self._server = server
        self._client = client
        self._tasks = tasks
        self._watched = Watched(client)

    def register(self) -> None:
        """Have news of settings and files sent."""
        wanted = registrations(self._client)

        async def ask() -> None:
            await self._server.client_register_capability_async(types.RegistrationParams(wanted))

        if wanted:
            self._tasks.start("registrations", ask)

    def watch(self, paths: Iterable[Path]) -> None:
        """Have news of some files sent, as far as it is not sent anyway."""
        wanted = self._watched.registration(paths)

        async def ask() -> None:
            assert wanted is not None, "there is something to ask for"
            await self._server.client_register_capability_async(types.RegistrationParams([wanted]))

        if wanted is not None:
            self._tasks.start(wanted.id, ask)

    def pull(self) -> None:
        """Have diagnostics asked for again."""

        async def ask() -> None:
            await self._server.workspace_diagnostic_refresh_async(None)

        if self._client.refreshes_diagnostics:
            self._tasks.start("refresh", ask)

    def figures(self) -> None:
        """Have hints and lenses asked for again: a history has come or changed."""

        async def hints() -> None:
            await self._server.workspace_inlay_hint_refresh_async(None)

        async def lenses() -> None:
            await self._server.workspace_code_lens_refresh_async(None)

        if self._client.refreshes_hints:
            self._tasks.start("hints", hints)
        if self._client.refreshes_lenses:
            self._tasks.start("lenses", lenses)
