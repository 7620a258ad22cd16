// What a user does and sees in one window of VS Code.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { wordsOfEach } from "./looks.mjs";

const SQUIGGLE = { warning: ".monaco-editor .squiggly-warning", info: ".monaco-editor .squiggly-info", error: ".monaco-editor .squiggly-error" };
const HOVER = ".monaco-resizable-hover:visible";
const ACTIONS = ".action-widget .monaco-list-row.action";
const TOAST = ".notification-toast";
const PATIENCE = 60_000;

export class Page {
  constructor(page, folder, pictures, editor) {
    Object.assign(this, { page, folder, pictures, editor });
    page.setDefaultTimeout(PATIENCE);
  }

  /** Opens the folder, or the workspace that a file of it describes, with a file of it. */
  async open(address, file, workspace) {
    const resource = `vscode-remote://${new URL(address).host}${join(this.folder, file)}`;
    const payload = encodeURIComponent(JSON.stringify([["openFile", resource]]));
    const opened = workspace === undefined ? ["folder", this.folder] : ["workspace", join(this.folder, workspace)];
    await this.page.goto(`${address}/?${opened[0]}=${encodeURIComponent(opened[1])}&payload=${payload}`);
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
    if (workspace !== undefined) {
      await this.#foldersAreThere();
    }
    // The side bar is opened by the first start in a folder, and has no place in the pictures.
    await this.command("View: Close Primary Side Bar").catch(() => {});
  }

  /** A new profile of a busy browser now and then starts without the workspace's folders, until the page is loaded again. */
  async #foldersAreThere() {
    const outside = this.page.locator(".breadcrumbs-control .monaco-breadcrumb-item", { hasText: this.folder.split("/")[1] });
    for (let attempt = 0; attempt < 3; attempt++) {
      await this.page.locator(".breadcrumbs-control .monaco-breadcrumb-item").first().waitFor();
      if (await outside.waitFor({ state: "detached", timeout: 5000 }).then(() => true, () => false)) {
        return;
      }
      await this.page.reload();
      await this.page.locator(".monaco-editor .view-line").first().waitFor();
    }
    assert.fail("VS Code does not open the folders of the workspace");
  }

  /** Opens another file of the folder. */
  async openFile(name) {
    const own = { hasText: name.split("/").at(-1) };
    await this.page.keyboard.press("Control+p");
    await this.page.locator(".quick-input-widget input").first().fill(join(this.folder, name));
    // Until what was typed is looked for, the list holds the files of late.
    await this.page.locator(".quick-input-list .monaco-list-row", own).first().click();
    await this.page.locator(".tab.active", own).waitFor();
  }

  async typeAtEnd(text) {
    await this.page.locator(".monaco-editor .view-line").last().click();
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(text, { delay: 15 });
  }

  async squiggle(severity = "warning") {
    const complaint = this.page.locator(TOAST, { hasText: "Layerwise" });
    await this.page.locator(SQUIGGLE[severity]).or(complaint).first().waitFor();
    if (await complaint.count()) {
      assert.fail(await complaint.first().innerText());
    }
  }

  /** Presses a key; returns how many milliseconds later the first squiggle is drawn. */
  async keyToSquiggle(key) {
    await this.page.evaluate((squiggle) => {
      let pressed;
      document.addEventListener("keydown", () => (pressed = performance.now()), { capture: true, once: true });
      window.keyToSquiggle = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          if (pressed !== undefined && document.querySelector(squiggle) !== null) {
            observer.disconnect();
            resolve(performance.now() - pressed);
          }
        });
        observer.observe(document.querySelector(".monaco-editor"), { childList: true, subtree: true, attributes: true });
      });
    }, SQUIGGLE.warning);
    await this.page.keyboard.press(key);
    return this.page.evaluate(() => window.keyToSquiggle);
  }

  async noSquiggle() {
    await this.page.locator(SQUIGGLE.warning).first().waitFor({ state: "detached" });
  }

  /** Rests the mouse on the squiggle until the hover says something: its message comes at once, the rest when it is there. */
  async hoverSquiggle(until) {
    const hover = this.page.locator(HOVER);
    const deadline = Date.now() + PATIENCE;
    let text = "";
    while (!until.test(text) && Date.now() < deadline) {
      const box = await this.page.locator(SQUIGGLE.warning).first().boundingBox();
      await this.page.mouse.move(5, 5);
      await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await hover.waitFor();
      for (let look = 0; look < 20 && !until.test(text); look++) {
        await this.page.waitForTimeout(250);
        text = await hover.innerText().catch(() => "");
      }
    }
    assert.match(text, until);
  }

  async openQuickFixes(severity = "warning") {
    const box = await this.page.locator(SQUIGGLE[severity]).first().boundingBox();
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await this.page.locator(".codicon-light-bulb, .codicon-gutter-lightbulb, [class*=lightbulb]").first().waitFor({ state: "attached" });
    await this.openActions("Control+.");
  }

  async openRefactorings() {
    await this.openActions("Control+Shift+r");
  }

  /** Presses a key until the list of actions opens: VS Code drops a question while findings of that line arrive. */
  async openActions(key) {
    const first = this.page.locator(ACTIONS).first();
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.page.keyboard.press(key);
      if (await first.waitFor({ timeout: PATIENCE / 5 }).then(() => true, () => false)) {
        return;
      }
      // A list that opens just now would take the key as a choice.
      await this.page.keyboard.press("Escape");
    }
    assert.fail(`no list of actions opens with ${key}`);
  }

  /** Ticks and applies what the preview of a fix shows that is for review, or of more than one file. */
  async confirm(name) {
    const preview = this.page.locator(".bulk-edit-panel");
    const apply = preview.locator("a.monaco-button", { hasText: "Apply" }).first();
    await apply.waitFor();
    const boxes = preview.locator("input.edit-checkbox");
    await boxes.first().waitFor();
    for (let box = 0; box < (await boxes.count()); box++) {
      await this.tick(boxes.nth(box));
    }
    await this.picture(name);
    await apply.click();
    await apply.waitFor({ state: "hidden" });
  }

  /** Ticks a box until it is ticked: a list that is drawn anew under the mouse forgets the click. */
  async tick(box) {
    const deadline = Date.now() + PATIENCE / 5;
    while (!(await box.check().then(() => true, () => false))) {
      assert.ok(Date.now() < deadline, "a box of the preview stays as it is");
    }
  }

  async chooseFirst() {
    await this.page.keyboard.press("Enter");
  }

  async choose(title) {
    // A menu that has just opened lets no click through; it takes keys.
    const rows = await this.page.locator(ACTIONS).count();
    const focused = this.page.locator(`${ACTIONS}.focused`);
    for (let row = 0; row < rows && !(await focused.innerText()).includes(title); row++) {
      await this.page.keyboard.press("ArrowDown");
    }
    assert.match(await focused.innerText(), new RegExp(title));
    await this.page.keyboard.press("Enter");
  }

  /** Waits until a terminal shows some words; lines that it wraps count as one. */
  async terminal(words) {
    const rows = this.page.locator(".terminal-wrapper .xterm-rows > div");
    const deadline = Date.now() + PATIENCE;
    let text = "";
    while (!text.includes(words) && Date.now() < deadline) {
      await this.page.waitForTimeout(100);
      text = (await rows.allTextContents()).map((row) => row.replaceAll("\u00a0", " ")).join("");
    }
    assert.ok(text.includes(words), text);
  }

  /** Chooses a file of the folder in the dialog that asks for one. */
  async chooseFile(name) {
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().click();
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  async save() {
    await this.page.keyboard.press("Control+s");
  }

  async command(title) {
    const input = this.page.locator(".quick-input-widget input");
    // A window that has just opened may not know the key yet.
    for (let attempt = 0; attempt < 10 && !(await input.isVisible()); attempt++) {
      await this.page.keyboard.press("F1");
      await input.waitFor({ timeout: 3000 }).catch(() => {});
    }
    await input.fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title.split(": ").at(-1) }).first().click();
    // The widget goes, or asks at once for something else.
    await this.page.waitForFunction((typed) => {
      const box = document.querySelector(".quick-input-widget");
      return box === null || box.style.display === "none" || box.querySelector("input")?.value !== typed;
    }, `>${title}`);
  }

  /** The build plan's picture, as soon as it shows a text. */
  async plan(text) {
    return this.#frame(".layerwise", text);
  }

  /** The frame in which something shows a text. */
  async #frame(selector, text) {
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline) {
      for (const frame of this.page.frames().slice(1)) {
        const shown = frame.locator(selector).first();
        if ((await shown.count().catch(() => 0)) > 0 && (await shown.textContent().catch(() => "")).includes(text)) {
          return frame;
        }
      }
      await this.page.waitForTimeout(100);
    }
    assert.fail(`no page shows ${text}`);
  }

  /** The words of hints and lenses beside and above the text, as soon as there are any. */
  async figures() {
    const lens = this.page.locator(".codelens-decoration", { hasText: "steps rerun" }).first();
    await lens.waitFor();
    return { lens: await lens.innerText(), text: await this.page.locator(".monaco-editor .view-lines").first().innerText() };
  }

  /** The line of the cursor, as the status bar tells it. */
  async cursorOn(line) {
    await this.page.locator("#status\\.editor\\.selection", { hasText: `Ln ${line},` }).waitFor();
  }

  /** The rows of the list that asks to choose. */
  async list() {
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).join("\n");
  }

  /** The lines behind the braces of the status bar, once they hold a text; they stay open. */
  async status(text) {
    await this.page.mouse.move(5, 5);
    await this.page.locator("#status\\.languageStatus").click();
    const lines = this.page.locator(".hover-language-status");
    await lines.filter({ hasText: text }).first().waitFor();
    return lines.locator(".element").evaluateAll(wordsOfEach);
  }

  /** Follows the link at the end of a line of the open language status. */
  async followStatus(title) {
    await this.page.locator(".hover-language-status").getByText(title).first().click();
  }

  /** Picks a row of the list that asks to choose. */
  async pick(text) {
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first().click();
  }

  /** The text of a page that is shown as a preview. */
  async preview(text) {
    return this.#frame("body", text);
  }

  /** The text of the editor that is active. */
  async text() {
    const lines = await this.page.locator(".editor-group-container.active .view-lines .view-line").allInnerTexts();
    return lines.map((line) => line.replaceAll("\u00a0", " ")).join("\n");
  }

  /** The first message that holds a text, whole; it stays. */
  async toast(text = "") {
    const toast = this.page.locator(TOAST, { hasText: text }).first();
    await toast.waitFor();
    return toast.innerText();
  }

  async toasts() {
    return this.page.locator(TOAST).count();
  }

  async closeToasts() {
    await this.command("Notifications: Clear All Notifications");
    await this.page.locator(TOAST).first().waitFor({ state: "detached" });
  }

  /** Waits for a squiggle, whatever the extension has complained of before. */
  async squiggleAgain() {
    await this.page.locator(SQUIGGLE.warning).first().waitFor();
  }

  writes(name, text) {
    writeFileSync(join(this.folder, name), text);
  }

  /** VS Code truncates a file before it writes it, so a first look may find it empty. */
  async fileBecomes(name, expected) {
    const deadline = Date.now() + PATIENCE;
    const text = () => readFileSync(join(this.folder, name), "utf8");
    while (text() !== expected && Date.now() < deadline) {
      await this.page.waitForTimeout(50);
    }
    assert.equal(text(), expected);
  }

  async fileContains(name, part) {
    const deadline = Date.now() + PATIENCE;
    const text = () => (existsSync(join(this.folder, name)) ? readFileSync(join(this.folder, name), "utf8") : "");
    while (!text().includes(part) && Date.now() < deadline) {
      await this.page.waitForTimeout(50);
    }
    assert.ok(text().includes(part), text());
  }

  async picture(name) {
    // What a slow machine alone shows.
    await this.page.locator(".statusbar-item", { hasText: "Activating Extensions" }).waitFor({ state: "detached", timeout: 10_000 }).catch(() => {});
    await this.page.screenshot({ path: join(this.pictures, `${name}.png`) });
  }
}
