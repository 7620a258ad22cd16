"""What the editor can do, read once from its `initialize` request."""

from collections.abc import Mapping

from lsprotocol import types
from pygls.capabilities import get_capability

from layerwise.lsp.capabilities import is_vscode
from layerwise.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """What the editor declared.

    `options` are its initializationOptions: settings by name, and `trusted`. `is_vscode`: it shows hints
    quietly and knows VS Code's commands. `is_trusted`: the user trusts the workspace, so that subprocesses
    (git) may be started in it.
    """

    options: Mapping[str, object]
    is_vscode: bool
    is_trusted: bool
    pulls_diagnostics: bool
    refreshes_diagnostics: bool
    answers_configuration: bool
    registers_configuration: bool
    registers_watchers: bool
    takes_relative_patterns: bool
    takes_document_changes: bool
    creates_files: bool
    annotates_changes: bool
    takes_code_actions: bool
    takes_disabled_actions: bool
    resolves_actions: bool
    shows_markdown: bool
    completes_in_markdown: bool
    refreshes_hints: bool
    refreshes_lenses: bool


def client_of(params: types.InitializeParams) -> Client:
    """The client that sent these parameters."""
    name = params.client_info.name if params.client_info else ""
    given = params.initialization_options
    options: Mapping[str, object] = given if isinstance(given, Mapping) else {}

    def has(capability: str) -> bool:
        return bool(get_capability(params.capabilities, capability, False))

    def lists(capability: str, value: object) -> bool:
        listed = get_capability(params.capabilities, capability, None)
        return isinstance(listed, (list, tuple)) and value in listed

    return Client(
        options=options,
        is_vscode=is_vscode(name),
        is_trusted=options.get("trusted") is not False,
        pulls_diagnostics=get_capability(params.capabilities, "text_document.diagnostic", None) is not None,
        refreshes_diagnostics=has("workspace.diagnostics.refresh_support"),
        answers_configuration=has("workspace.configuration"),
        registers_configuration=has("workspace.did_change_configuration.dynamic_registration"),
        registers_watchers=has("workspace.did_change_watched_files.dynamic_registration"),
        takes_relative_patterns=has("workspace.did_change_watched_files.relative_pattern_support"),
        takes_document_changes=has("workspace.workspace_edit.document_changes"),
        creates_files=lists(
            "workspace.workspace_edit.resource_operations", types.ResourceOperationKind.Create
        ),
        annotates_changes=get_capability(
            params.capabilities, "workspace.workspace_edit.change_annotation_support", None
        )
        is not None,
        takes_code_actions=has("text_document.code_action.code_action_literal_support"),
        takes_disabled_actions=has("text_document.code_action.disabled_support"),
        resolves_actions=has("text_document.code_action.data_support")
        and lists("text_document.code_action.resolve_support.properties", "edit"),
        refreshes_hints=has("workspace.inlay_hint.refresh_support"),
        refreshes_lenses=has("workspace.code_lens.refresh_support"),
        completes_in_markdown=lists(
            "text_document.completion.completion_item.documentation_format", types.MarkupKind.Markdown
        ),
        shows_markdown=lists("text_document.hover.content_format", types.MarkupKind.Markdown),
    )
