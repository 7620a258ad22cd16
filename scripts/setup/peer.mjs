// Another language server for Dockerfiles, packaged as an extension: for the test that both live in one editor.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "../build.mjs";
import { npm } from "./modules.mjs";
import { CACHE, downloadProblem, Problem, ROOT, run } from "./shell.mjs";
import { hashOf, onceFor } from "./stamp.mjs";

const PACKAGE = "dockerfile-language-server-nodejs";
const VERSION = "0.15.0";
const SOURCE = join("tests", "editor", "peer");
const HOME = join(CACHE, "peer");
export const PEER = join(HOME, "peer.vsix");

/** Makes the extension unless it is there; returns its path. */
export async function installPeer() {
  await onceFor("peer", hashOf([SOURCE, "scripts/setup/peer.mjs", "package-lock.json"], VERSION), ".cache/peer/peer.vsix", async () => {
    rmSync(HOME, { recursive: true, force: true });
    mkdirSync(HOME, { recursive: true });
    writeFileSync(join(HOME, "package.json"), '{"private": true}\n');
    const { code, output } = await npm("another language server downloaded", ["install", `${PACKAGE}@${VERSION}`, "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: HOME });
    if (code !== 0) {
      throw downloadProblem("another language server", output);
    }
    await packageIt();
  });
  return PEER;
}

async function packageIt() {
  const folder = join(".cache", "peer", "extension");
  mkdirSync(join(ROOT, folder));
  cpSync(join(ROOT, SOURCE, "package.json"), join(ROOT, folder, "package.json"));
  writeFileSync(join(ROOT, folder, "LICENSE"), "For tests alone.\n");
  await bundle([join(SOURCE, "extension.js"), join(".cache", "peer", "node_modules", PACKAGE, "lib", "server.js")], folder, { flat: true });
  const vsce = join(ROOT, "node_modules", "@vscode", "vsce", "vsce");
  const options = ["--no-dependencies", "--allow-missing-repository", "--skip-license", "-o", PEER];
  const { code, output } = await run(process.execPath, [vsce, "package", ...options], { cwd: join(ROOT, folder) });
  if (code !== 0) {
    throw new Problem(`the other extension cannot be packaged: ${output.trim().split("\n").at(-1)}`);
  }
}
