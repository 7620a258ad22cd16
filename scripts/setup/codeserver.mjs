// code-server: a real VS Code for a browser. Installed into .e2e, out of the way of the project's own modules.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { npm } from "./modules.mjs";
import { onPath } from "./python.mjs";
import { downloadProblem, Problem, ROOT, run, say } from "./shell.mjs";
import { onceFor } from "./stamp.mjs";

// Each code-server runs on one Node alone.
const VERSIONS = { 20: "4.100.3", 22: "4.117.0" };
const VERSION = VERSIONS[Number.parseInt(process.versions.node)];
const HOME = join(ROOT, ".e2e");
const PACKAGE = join(HOME, "node_modules", "code-server");
const VSCODE = join(PACKAGE, "lib", "vscode");
const NATIVE = ["@vscode/spdlog", "native-watchdog", "node-pty"];
const TOOLS = ["make", "g++", "rg"];
const ARGUMENTS = "--auth none --disable-telemetry --disable-update-check --disable-getting-started-override";
const SETTINGS = {
  "workbench.startupEditor": "none",
  "extensions.autoUpdate": false,
  "telemetry.telemetryLevel": "off",
  "git.enabled": false,
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

/** Why code-server cannot be installed here, with what helps; null where it can. */
export function codeServerObstacle() {
  if (process.platform === "win32") {
    return { because: "code-server does not run on Windows", remedy: "use Linux or macOS" };
  }
  if (VERSION === undefined) {
    const known = Object.keys(VERSIONS).join(" or ");
    return { because: `code-server runs on Node ${known}, and this is ${process.version}`, remedy: `run it on Node ${known}` };
  }
  const missing = TOOLS.filter((tool) => onPath(tool).length === 0);
  return missing.length ? { because: `no ${missing.join(", ")}`, remedy: "install build-essential, ripgrep" } : null;
}

/** Installs code-server: from its package, with the few native modules that it needs built here. */
export async function installCodeServer() {
  await onceFor("code-server", `${VERSION} ${process.version} ${NATIVE}`, ".e2e/node_modules/code-server/lib/vscode/node_modules.asar", async () => {
    say("Installing code-server into .e2e, which takes about a minute");
    rmSync(HOME, { recursive: true, force: true });
    mkdirSync(HOME, { recursive: true });
    writeFileSync(join(HOME, "package.json"), '{"private": true}\n');
    const quiet = ["--ignore-scripts", "--no-audit", "--no-fund"];
    await npmIn(HOME, "code-server downloaded", ["install", `code-server@${VERSION}`, ...quiet]);
    await npmIn(VSCODE, "its VS Code's modules installed", ["install", "--omit=dev", ...quiet]);
    await npmIn(join(VSCODE, "extensions"), "its extensions' modules installed", ["install", "--omit=dev", ...quiet]);
    await npmIn(HOME, "argon2 built", ["rebuild", "argon2", "--foreground-scripts"]);
    // What node-pty does after it is built serves its own developers, and wants a download.
    await npmIn(join(VSCODE, "node_modules", "node-pty"), "node-pty prepared", ["pkg", "delete", "scripts.postinstall"]);
    await npmIn(VSCODE, "its VS Code's native modules built", ["rebuild", ...NATIVE, "--foreground-scripts"]);
    linkTools();
  });
}

async function npmIn(cwd, title, args) {
  const { code, output } = await npm(title, args, { cwd });
  if (code !== 0) {
    throw downloadProblem("code-server", output);
  }
}

/** What code-server's own installation script would have put in place. */
function linkTools() {
  const link = (target, path) => {
    rmSync(join(VSCODE, path), { recursive: true, force: true });
    symlinkSync(target, join(VSCODE, path));
  };
  const ripgrep = join("node_modules", "@vscode", "ripgrep", "bin");
  mkdirSync(join(VSCODE, ripgrep), { recursive: true });
  link(onPath("rg")[0], join(ripgrep, "rg"));
  link("code-linux.sh", join("bin", "remote-cli", "code-server"));
  link("browser-linux.sh", join("bin", "helpers", "browser.sh"));
  link("node_modules", "node_modules.asar");
}

/** Starts code-server with extensions in it; `home` keeps all that it writes. Returns its address and how to stop it.
 *
 * `asksForTrust`: a folder is not trusted until its user says so; else each is. `variables` replace some of the environment. */
export async function startCodeServer(home, extensions, settings = {}, { asksForTrust = false, variables = {} } = {}) {
  const environment = { ...environmentIn(home), ...variables };
  mkdirSync(join(home, "user", "User"), { recursive: true });
  writeFileSync(join(home, "user", "User", "settings.json"), JSON.stringify({ ...SETTINGS, "security.workspace.trust.enabled": asksForTrust, ...settings }));
  writeFileSync(join(home, "config.yaml"), "auth: none\n");
  const folders = ["--config", join(home, "config.yaml"), "--user-data-dir", join(home, "user"), "--extensions-dir", join(home, "extensions")];
  const entry = join(PACKAGE, "out", "node", "entry.js");
  const installed = await run(process.execPath, [entry, ...folders, ...extensions.flatMap((vsix) => ["--install-extension", vsix]), "--force"], { env: environment });
  if (installed.code !== 0) {
    throw new Problem(`code-server does not take the extension: ${installed.output.trim().split("\n").at(-1)}`);
  }
  const port = await freePort();
  const child = spawn(process.execPath, [entry, ...folders, ...ARGUMENTS.split(" "), ...(asksForTrust ? [] : ["--disable-workspace-trust"]), "--bind-addr", `127.0.0.1:${port}`], {
    env: environment,
    stdio: "ignore",
  });
  const address = `http://127.0.0.1:${port}`;
  await answers(child, `${address}/healthz`);
  return { address, child, stop: () => ended(child) };
}

/** An environment in which nothing is read from or written to the user's own folders. */
function environmentIn(home) {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("VSCODE_"));
  const xdg = ["DATA", "CONFIG", "CACHE"].map((kind) => [`XDG_${kind}_HOME`, join(home, kind.toLowerCase())]);
  return Object.fromEntries([...own, ...xdg]);
}

async function answers(child, url) {
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt++) {
    if ((await fetch(url).catch(() => null))?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await ended(child);
  throw new Problem("code-server does not answer");
}

function ended(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once("exit", resolve);
    child.kill();
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

