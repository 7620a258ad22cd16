// Another language server for Dockerfiles as an extension of its own, without any tie to ours.
const { CodeAction, CodeActionKind, languages, Range, WorkspaceEdit } = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const FIX_ALL = CodeActionKind.SourceFixAll.append("peer");

let client;

exports.activate = async (context) => {
  const module = context.asAbsolutePath("server.js");
  const documentSelector = [{ language: "dockerfile", scheme: "file" }];
  client = new LanguageClient("peer", "Peer", { module, transport: TransportKind.ipc }, { documentSelector });
  context.subscriptions.push(languages.registerCodeActionsProvider(documentSelector, { provideCodeActions: fixAll }, { providedCodeActionKinds: [FIX_ALL] }));
  await client.start();
};

exports.deactivate = () => client?.stop();

/** On save it writes what the server calls deprecated in another way. */
function fixAll(document, range, { only }) {
  if (!only?.contains(FIX_ALL)) {
    return [];
  }
  const action = new CodeAction("Fix all of the peer", FIX_ALL);
  action.edit = new WorkspaceEdit();
  for (const [line, text] of document.getText().split("\n").entries()) {
    const name = /^MAINTAINER (.*)$/.exec(text)?.[1];
    if (name !== undefined) {
      action.edit.replace(document.uri, new Range(line, 0, line, text.length), `LABEL maintainer="${name}"`);
    }
  }
  return [action];
}
