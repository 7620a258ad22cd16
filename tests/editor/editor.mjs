// code-server with the extension in it, and a chromium that shows it: one of each for all tests.
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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
  static async start() {
    const home = mkdtempSync(join(tmpdir(), "layerwise-editor-"));
    const builder = whyNoBuilder() ? undefined : await startBuilder(home);
    const terminal = { "terminal.integrated.env.linux": builder?.environment ?? {}, "terminal.integrated.gpuAcceleration": "off" };
    const server = await startCodeServer(home, join(ROOT, VSIX), { ...SETTINGS, ...terminal });
    const executablePath = ["chromium", "chromium-browser", "google-chrome"].flatMap(onPath)[0];
    const browser = await chromium.launch({ executablePath, args: BROWSER_ARGUMENTS });
    mkdirSync(PICTURES, { recursive: true });
    return new Editor(home, server, browser, builder);
  }

  constructor(home, server, browser, builder) {
    Object.assign(this, { home, server, browser, builder, folders: 0 });
  }

  /** Opens a copy of an example, some of its files replaced, with its Dockerfile in the editor.
   *
   * `commits` names files that are edited, each in a commit of its own, after the first with everything. */
  async inFolder(example, files, use, { commits = [], viewport = { width: 900, height: 440 } } = {}) {
    const folder = join(this.home, `${++this.folders}`, example);
    cpSync(join(ROOT, "examples", example), folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    if (commits.length > 0) {
      commitAll(folder, commits);
    }
    const context = await this.browser.newContext({ viewport, deviceScaleFactor: 1.5 });
    const page = new Page(await context.newPage(), folder, PICTURES);
    try {
      await page.open(this.server.address, "Dockerfile");
      await use(page);
    } catch (error) {
      await page.picture(`failed-${example}-${this.folders}`);
      this.#keepLogs(`failed-${example}-${this.folders}`);
      throw error;
    } finally {
      await context.close();
    }
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
