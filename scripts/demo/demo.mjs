// The main job on one Dockerfile, as an editor does it: everything printed comes from the server's answers.
import { readFileSync } from "node:fs";
import { basename, dirname, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { Problem } from "../setup/shell.mjs";
import { annotated, drawnDifference, painter, quoted } from "./draw.mjs";
import { Client } from "./lsp.mjs";
import { difference, editsByUri, withEdits } from "./text.mjs";

const MOST_FIXES = 10;
const CAPABILITIES = {
  general: { positionEncodings: ["utf-16"] },
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
    hover: { contentFormat: ["plaintext"] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } }, isPreferredSupport: true },
  },
};

/** Shows a Dockerfile with its findings, applies their preferred fixes in memory, and shows what is left. */
export async function demonstrate(python, path, print) {
  const text = read(path);
  const paint = painter(process.stdout);
  const client = new Client(python);
  try {
    const document = await open(client, path, text);
    print(`${paint("bold", relative(process.env.INIT_CWD ?? process.cwd(), path) || path)}\n`);
    show(print, annotated(document.text, document.diagnostics, paint));
    await fixEach(client, document, print, paint);
    await client.stop();
  } finally {
    client.kill();
  }
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const why = { ENOENT: "there is no such file", EISDIR: "it is a folder: name the Dockerfile in it" }[error.code];
    throw new Problem(`cannot read ${path}: ${why ?? error.message}`);
  }
}

async function open(client, path, text) {
  const uri = pathToFileURL(path).href;
  const folder = dirname(path);
  await client.request("initialize", {
    processId: process.pid,
    clientInfo: { name: "npm start" },
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: basename(folder) }],
    capabilities: CAPABILITIES,
  });
  client.notify("initialized", {});
  const document = { uri, text, version: 1, diagnostics: [] };
  const diagnostics = diagnosticsOf(client, document);
  client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "dockerfile", version: 1, text } });
  document.diagnostics = await diagnostics;
  return document;
}

/** The diagnostics of the document's present version, once the server has sent them. */
async function diagnosticsOf(client, { uri, version }) {
  const fits = (params) => params.uri === uri && (params.version ?? version) === version;
  return (await client.next("textDocument/publishDiagnostics", fits)).diagnostics;
}

async function fixEach(client, document, print, paint) {
  for (let number = 0; number < MOST_FIXES; number++) {
    const [diagnostic, fix] = await firstFix(client, document);
    if (number === 0) {
      await showHover(client, document, diagnostic ?? document.diagnostics[0], print, paint);
    }
    if (!fix) {
      break;
    }
    const after = withEdits(document.text, editsByUri(fix.edit).get(document.uri));
    print(`\nQuick fix: ${paint("bold", fix.title)}\n`);
    show(print, drawnDifference(difference(document.text, after), paint));
    await change(client, document, after);
    print(`\nAfter it: ${count(document.diagnostics.length)}\n`);
    show(print, annotated(document.text, document.diagnostics, paint));
  }
  if (document.version > 1) {
    print("\n(in memory only: the file is as it was)");
  } else if (document.diagnostics.length === 0) {
    print("\nno findings");
  }
}

/** The first diagnostic with a preferred fix of this document alone, and the fix. */
async function firstFix(client, { uri, diagnostics }) {
  for (const diagnostic of diagnostics) {
    const context = { diagnostics: [diagnostic], only: ["quickfix"] };
    const actions = await client.request("textDocument/codeAction", { textDocument: { uri }, range: diagnostic.range, context });
    const preferred = actions?.find(({ isPreferred, edit }) => isPreferred && edit && [...editsByUri(edit).keys()].join() === uri);
    if (preferred) {
      return [diagnostic, preferred];
    }
  }
  return [];
}

async function showHover(client, { uri }, diagnostic, print, paint) {
  if (!diagnostic) {
    return;
  }
  const hover = await client.request("textDocument/hover", { textDocument: { uri }, position: diagnostic.range.start });
  if (hover) {
    const { contents } = hover;
    print(`\nHover on line ${diagnostic.range.start.line + 1}\n`);
    show(print, quoted(contents.value ?? contents, paint));
  }
}

async function change(client, document, text) {
  document.text = text;
  document.version += 1;
  const diagnostics = diagnosticsOf(client, document);
  client.notify("textDocument/didChange", {
    textDocument: { uri: document.uri, version: document.version },
    contentChanges: [{ text }],
  });
  document.diagnostics = await diagnostics;
}

function show(print, lines) {
  lines.forEach((line) => print(line));
}

function count(findings) {
  return findings === 0 ? "no findings" : findings === 1 ? "1 finding" : `${findings} findings`;
}
