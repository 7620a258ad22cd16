"""The workspace as the editor describes it: its folders, and the settings that hold in each."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from lsprotocol import types

from layerwise.lsp.convert import path_of
from layerwise.settings import Settings, read

_logger = logging.getLogger(__name__)


class Workspace:
    """Folders with their settings.

    `options` are settings that came with `initialize`; what the editor answers later goes before them.
    """

    def __init__(self, options: Mapping[str, object], folders: Iterable[str]) -> None:
        self._options = options
        self._folders = dict.fromkeys(folders)
        self._settings: dict[str | None, Settings] = {None: _read(options)}

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that are directories on this machine."""
        return tuple(path for folder in self._folders if (path := path_of(folder)) is not None)

    def change_folders(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Folders were added and removed."""
        for folder in event.removed:
            self._folders.pop(folder.uri, None)
        self._folders.update(dict.fromkeys(folder.uri for folder in event.added))

    def questions(self) -> list[types.ConfigurationItem]:
        """What to ask for all settings: those of no folder, then those of each."""
        scopes = (None, *self._folders)
        return [types.ConfigurationItem(scope_uri=scope, section="layerwise") for scope in scopes]

    def configure(self, questions: Sequence[types.ConfigurationItem], answers: Sequence[object]) -> None:
        """The editor's answers; null, which many editors send, leaves what came with `initialize`."""
        self._settings = {None: _read(self._options)}
        for question, answer in zip(questions, answers, strict=False):
            values = answer if isinstance(answer, Mapping) else {}
            self._settings[question.scope_uri] = _read({**self._options, **_given(values)})

    def settings(self, path: Path | None) -> Settings:
        """The settings for a file: those of the innermost folder around it."""
        folder = self._folder(path)
        return self._settings.get(folder, self._settings[None])

    def context(self, path: Path) -> Path | None:
        """The build context that the user set for a Dockerfile; a relative one starts at its folder."""
        context = self.settings(path).context
        if context is None:
            return None
        folder = self._folder(path)
        base = path_of(folder) if folder is not None else None
        return (base or path.parent) / context

    def _folder(self, path: Path | None) -> str | None:
        around = [
            (len(root.parts), folder)
            for folder in self._folders
            if path is not None and (root := path_of(folder)) is not None and path.is_relative_to(root)
        ]
        return max(around)[1] if around else None


def folders_of(params: types.InitializeParams) -> list[str]:
    """The URIs of the workspace's folders, as any generation of the protocol spells them."""
    if params.workspace_folders:
        return [folder.uri for folder in params.workspace_folders]
    if params.root_uri:
        return [params.root_uri]
    return [Path(params.root_path).as_uri()] if params.root_path else []


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _read(values: Mapping[str, object]) -> Settings:
    settings, problems = read(values)
    for problem in problems:
        _logger.warning("%s", problem)
    return settings
