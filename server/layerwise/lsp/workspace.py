"""The workspace as the editor describes it: its folders, and the settings that hold in each."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from lsprotocol import types

from layerwise.configuration.given import from_editor
from layerwise.configuration.layers import File
from layerwise.configuration.values import Values, laid, settings_of
from layerwise.host.configuration import find_configuration, read_file
from layerwise.lsp.convert import path_of
from layerwise.settings import Settings
from layerwise.tuples import NamedTuple

_logger = logging.getLogger(__name__)


class _Parsed(NamedTuple):
    """A configuration file's text, and what it says."""

    text: str
    file: File | None


class Workspace:
    """Folders with their settings, and the configuration files in them.

    `options` are settings that came with `initialize`; what the editor answers later goes before them, and both go
    before what files say.
    """

    def __init__(self, options: Mapping[str, object], folders: Iterable[str]) -> None:
        self._options = options
        self._folders = dict.fromkeys(folders)
        self._places = self._on_disk()
        self._values: dict[str | None, Values] = {None: _read(options)}
        self._files: dict[Path, _Parsed] = {}

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that are directories on this machine."""
        return tuple(self._places)

    def change_folders(self, event: types.WorkspaceFoldersChangeEvent) -> None:
        """Folders were added and removed."""
        for folder in event.removed:
            self._folders.pop(folder.uri, None)
        self._folders.update(dict.fromkeys(folder.uri for folder in event.added))
        self._places = self._on_disk()

    def questions(self) -> list[types.ConfigurationItem]:
        """What to ask for all settings: those of no folder, then those of each."""
        scopes = (None, *self._folders)
        return [types.ConfigurationItem(scope_uri=scope, section="layerwise") for scope in scopes]

    def configure(self, questions: Sequence[types.ConfigurationItem], answers: Sequence[object]) -> None:
        """The editor's answers; null, which many editors send, leaves what came with `initialize`."""
        self._values = {None: _read(self._options)}
        for question, answer in zip(questions, answers, strict=False):
            values = answer if isinstance(answer, Mapping) else {}
            self._values[question.scope_uri] = _read({**self._options, **_given(values)})

    def settings(self, path: Path | None) -> Settings:
        """The editor's settings for a file: those of the innermost folder around it."""
        return settings_of(self._of_editor(path))

    def judging(self, path: Path, unsaved: Mapping[Path, str]) -> Settings:
        """The settings for a Dockerfile, with its configuration file's below the editor's; the context is absolute."""
        values = dict(self._of_editor(path))
        context = values.get("context")
        if isinstance(context, str):
            folder = self._folder(path)
            base = path_of(folder) if folder is not None else None
            values["context"] = str((base or path.parent) / context)
        found = find_configuration(path, self.roots, unsaved, self._parsed)
        return settings_of(laid([found.values_for(path) if found else {}, values]))

    def _of_editor(self, path: Path | None) -> Values:
        return self._values.get(self._folder(path), self._values[None])

    def _parsed(self, path: Path, text: str) -> File | None:
        """A configuration file as read before where it is as it was, or half-typed."""
        known = self._files.get(path)
        if known is not None and known.text == text:
            return known.file
        file = read_file(path, text)
        for problem in file.problems if file is not None else ():
            _logger.warning("%s: %s", path, problem.message)
        if file is not None and file.is_broken and known is not None:
            file = known.file
        self._files[path] = _Parsed(text, file)
        return file

    def _on_disk(self) -> dict[Path, str]:
        """The folders that are directories on this machine, by their paths."""
        return {path: folder for folder in self._folders if (path := path_of(folder)) is not None}

    def _folder(self, path: Path | None) -> str | None:
        """The innermost folder around a file."""
        around = () if path is None else (path, *path.parents)
        return next((self._places[one] for one in around if one in self._places), None)


def folders_of(params: types.InitializeParams) -> list[str]:
    """The URIs of the workspace's folders, as any generation of the protocol spells them."""
    if params.workspace_folders:
        return [folder.uri for folder in params.workspace_folders]
    if params.root_uri:
        return [params.root_uri]
    return [Path(params.root_path).as_uri()] if params.root_path else []


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _read(given: Values) -> Values:
    values, problems = from_editor(given)
    for problem in problems:
        _logger.warning("%s; the default is used", problem)
    return values
