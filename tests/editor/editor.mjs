// code-server with the extension in it, and a chromium that shows it: one of each for all tests of a run.
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { chromium } from "playwright-core";
import { VSIX } from "../../scripts/package.mjs";
import { startCodeServer } from "../../scripts/setup/codeserver.mjs";
import { onPath } from "../../scripts/setup/python.mjs";
import { ROOT } from "../../scripts/setup/shell.mjs";
import { startBuilder, whyNoBuilder } from "./builder.mjs";
import { Page } from "./page.mjs";

const PICTURES = join(ROOT, "test-results", "editor");
const BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
// No suggestions that would change what is typed; little else but the Dockerfile in the pictures.
const SETTINGS = {
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.suggestOnTriggerCharacters": false,
  "editor.wordBasedSuggestions": "off",
  "layerwise.trace.server": "verbose",
  "editor.minimap.enabled": false,
  "editor.fontFamily": "DejaVu Sans Mono",
  "editor.fontSize": 15,
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "workbench.tips.enabled": false,
  "window.commandCenter": false,
  "window.menuBarVisibility": "hidden",
};

let shared;

/** The editor that the tests of all files of one run share; it stops when the last has ended. */
export function sharedEditor() {
  shared ??= Editor.start();
  return shared;
}

after(async () => (await shared)?.stop());

/** Makes a repository of a folder: one commit of everything, then one for each file that is named. */
function commitAll(folder, names) {
  const git = (...args) => execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: folder });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message=m");
  for (const name of names) {
    appendFileSync(join(folder, name), "\n");
    git("commit", "--quiet", "--all", "--message=m");
  }
}

export class Editor {
  /** `settings` are the user's; `asksForTrust`: a folder is not trusted until its user says so. `others` are extensions
   * besides ours; `variablesIn` says which variables of the environment are others, given a folder for what they need. */
  static async start({ settings = {}, asksForTrust = false, others = [], variablesIn = () => ({}) } = {}) {
    const home = mkdtempSync(join(tmpdir(), "layerwise-editor-"));
    const builder = asksForTrust || whyNoBuilder() ? undefined : await startBuilder(home);
    const terminal = { "terminal.integrated.env.linux": builder?.environment ?? {}, "terminal.integrated.gpuAcceleration": "off" };
    const server = await startCodeServer(home, [join(ROOT, VSIX), ...others], { ...SETTINGS, ...terminal, ...settings }, { asksForTrust, variables: variablesIn(home) });
    const executablePath = ["chromium", "chromium-browser", "google-chrome"].flatMap(onPath)[0];
    const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS });
    // One context for all windows: VS Code's own files are fetched and compiled once.
    const context = await browser.newContext({ deviceScaleFactor: 1.5 });
    mkdirSync(PICTURES, { recursive: true });
    return new Editor(home, server, browser, context, builder);
  }

  constructor(home, server, browser, context, builder) {
    Object.assign(this, { home, server, browser, context, builder, folders: 0 });
  }

  /** Opens a copy of an example, some of its files replaced, with a file of it in the editor.
   *
   * `commits` names files that are edited, each in a commit of its own, after the first with everything. `workspace`
   * names a file that says which folders are opened, instead of the one. */
  async inFolder(example, files, use, { commits = [], viewport = { width: 900, height: 440 }, file = "Dockerfile", workspace } = {}) {
    const folder = join(this.home, `${++this.folders}`, example);
    cpSync(join(ROOT, "examples", example), folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    if (commits.length > 0) {
      commitAll(folder, commits);
    }
    const tab = await this.context.newPage();
    await tab.setViewportSize(viewport);
    const page = new Page(tab, folder, PICTURES, this);
    try {
      await page.open(this.server.address, file, workspace);
      await use(page);
    } catch (error) {
      await page.picture(`failed-${example}-${this.folders}`);
      this.#keepLogs(`failed-${example}-${this.folders}`);
      throw error;
    } finally {
      // A window that is left as a user leaves it lets go of its extensions, and they of their server.
      await tab.goto("about:blank").catch(() => {});
      await tab.close();
    }
  }

  /** The processes of the extension's servers, the newest last. */
  serverProcesses() {
    const all = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
    return all.filter((line) => line.includes(this.home) && line.includes("layerwise_server.py")).map((line) => Number.parseInt(line));
  }

  /** The extension's logs so far, with the conversation with its server. */
  #keepLogs(name) {
    const logs = join(this.home, "user", "logs");
    const ours = readdirSync(logs, { recursive: true }).filter((path) => path.endsWith("Layerwise.log"));
    const texts = ours.map((path) => `${path}\n${readFileSync(join(logs, path), "utf8")}`);
    writeFileSync(join(PICTURES, `${name}.log`), texts.join("\n"));
  }

  async stop() {
    await this.browser.close();
    await this.server.stop();
    await this.builder?.stop();
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}
