// What a user does and sees in one window of VS Code.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const SQUIGGLE = ".monaco-editor .squiggly-warning";
const HOVER = ".monaco-resizable-hover:visible";
const ACTIONS = ".action-widget .monaco-list-row.action";
const TOAST = ".notification-toast";
const PATIENCE = 60_000;

export class Page {
  constructor(page, folder, pictures) {
    Object.assign(this, { page, folder, pictures });
    page.setDefaultTimeout(PATIENCE);
  }

  async open(address, file) {
    const resource = `vscode-remote://${new URL(address).host}${join(this.folder, file)}`;
    const payload = encodeURIComponent(JSON.stringify([["openFile", resource]]));
    await this.page.goto(`${address}/?folder=${encodeURIComponent(this.folder)}&payload=${payload}`);
    await this.page.locator(".monaco-editor .view-line").first().waitFor();
    // The side bar is opened by the first start in a folder, and has no place in the pictures.
    await this.command("View: Close Primary Side Bar").catch(() => {});
  }

  async typeAtEnd(text) {
    await this.page.locator(".monaco-editor .view-line").last().click();
    await this.page.keyboard.press("Control+End");
    await this.page.keyboard.type(text, { delay: 15 });
  }

  async squiggle() {
    const complaint = this.page.locator(TOAST, { hasText: "Layerwise" });
    await this.page.locator(SQUIGGLE).or(complaint).first().waitFor();
    if (await complaint.count()) {
      assert.fail(await complaint.first().innerText());
    }
  }

  async noSquiggle() {
    await this.page.locator(SQUIGGLE).first().waitFor({ state: "detached" });
  }

  /** Rests the mouse on the squiggle; returns the text of the hover. */
  async hoverSquiggle() {
    const box = await this.page.locator(SQUIGGLE).first().boundingBox();
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const hover = this.page.locator(HOVER);
    await hover.waitFor();
    // The squiggle's message comes at once, the server's explanation a moment later.
    await this.page.waitForTimeout(500);
    return hover.innerText();
  }

  async openQuickFixes() {
    const box = await this.page.locator(SQUIGGLE).first().boundingBox();
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await this.page.locator(".codicon-light-bulb, .codicon-gutter-lightbulb, [class*=lightbulb]").first().waitFor({ state: "attached" });
    await this.page.keyboard.press("Control+.");
    await this.page.locator(ACTIONS).first().waitFor();
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
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
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
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline) {
      for (const frame of this.page.frames()) {
        const picture = frame.locator(".layerwise").first();
        if ((await picture.count().catch(() => 0)) > 0 && (await picture.textContent()).includes(text)) {
          return frame;
        }
      }
      await this.page.waitForTimeout(100);
    }
    assert.fail(`the build plan does not show ${text}`);
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

  async toast() {
    const toast = this.page.locator(TOAST).first();
    await toast.waitFor();
    return toast.innerText();
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

  async picture(name) {
    await this.page.screenshot({ path: join(this.pictures, `${name}.png`) });
  }
}
