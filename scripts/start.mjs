// `npm start [-- PATH | -- --editor]`: sets up, shows the main job on a Dockerfile, and makes the extension.
import { isAbsolute, join, relative, resolve } from "node:path";
import { demonstrate } from "./demo/demo.mjs";
import { findEditor, openEditor } from "./demo/editor.mjs";
import { main as makePackage, VSIX } from "./package.mjs";
import { installLibs } from "./setup/libs.mjs";
import { findPython } from "./setup/python.mjs";
import { Problem, ROOT, say } from "./setup/shell.mjs";

const EXAMPLE = join(ROOT, "examples", "flask", "Dockerfile");

export async function main(args) {
  const [argument, ...more] = args;
  if (more.length > 0 || (argument?.startsWith("-") && argument !== "--editor")) {
    throw new Problem("usage: npm start [-- PATH | -- --editor]");
  }
  const python = await findPython();
  await installLibs(python);
  if (argument === "--editor") {
    await makePackage();
    await openEditor(join(ROOT, VSIX), join(ROOT, "examples"));
    return;
  }
  await demonstrate(python, argument === undefined ? EXAMPLE : fromCaller(argument), console.log);
  say("");
  await makePackage();
  tellHowToInstall();
}

function tellHowToInstall() {
  const editor = findEditor();
  const vsix = relative(caller(), join(ROOT, VSIX));
  const where = editor ? `To have it in ${editor.title}` : "No editor is on PATH. To have it in VS Code";
  console.log(`\n${where}:\n\n    ${editor?.name ?? "code"} --install-extension ${vsix}\n`);
}

/** A path as the user meant it: npm has changed the directory since. */
function fromCaller(path) {
  return isAbsolute(path) ? path : resolve(caller(), path);
}

function caller() {
  return process.env.INIT_CWD ?? process.cwd();
}
