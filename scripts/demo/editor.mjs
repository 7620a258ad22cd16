// A real editor with the extension in it, and nothing of the user's own settings touched.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { codeServerObstacle, installCodeServer, startCodeServer } from "../setup/codeserver.mjs";
import { onPath } from "../setup/python.mjs";
import { Problem, ROOT, run } from "../setup/shell.mjs";

const DESKTOP = { code: "VS Code", codium: "VSCodium", cursor: "Cursor" };
const TITLES = { ...DESKTOP, "code-server": "code-server" };
const WINDOWS = process.platform === "win32";

/** The first editor on PATH that takes the extension; null where there is none. */
export function findEditor(titles = TITLES) {
  const name = Object.keys(titles).find((candidate) => onPath(candidate).length > 0);
  return name === undefined ? null : { name, title: titles[name], path: onPath(name)[0] };
}

/** Opens a folder in the editor on this machine, else in a browser; returns when that is over. */
export async function openEditor(vsix, folder) {
  const desktop = findEditor(DESKTOP);
  await (desktop ? openDesktop(desktop, vsix, folder) : openInBrowser(vsix, folder));
}

async function openDesktop({ title, path }, vsix, folder) {
  const home = join(ROOT, ".cache", "editor");
  const own = ["--user-data-dir", join(home, "user"), "--extensions-dir", join(home, "extensions")];
  const options = { shell: WINDOWS, env: process.env };
  const { code, output } = await run(path, [...own, "--install-extension", vsix, "--force"], options);
  if (code !== 0) {
    throw new Problem(`${title} does not take the extension: ${output.trim().split("\n").at(-1)}`);
  }
  console.log(`${title} opens ${folder}; Ctrl+C ends this`);
  const child = spawn(path, [...own, "--new-window", "--wait", folder], { ...options, stdio: "ignore" });
  await new Promise((resolve) => child.once("exit", resolve));
}

async function openInBrowser(vsix, folder) {
  const obstacle = codeServerObstacle();
  if (obstacle) {
    throw new Problem(`no VS Code is on PATH, and ${obstacle.because}: install VS Code (code, codium or cursor on PATH), or ${obstacle.remedy}`);
  }
  await installCodeServer();
  const server = await startCodeServer(join(ROOT, ".cache", "code-server"), [vsix]);
  console.log(`VS Code with Layerwise: ${server.address}/?folder=${encodeURI(folder)}\nCtrl+C ends it`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => server.child.kill());
  }
  await new Promise((resolve) => server.child.once("exit", resolve));
}
