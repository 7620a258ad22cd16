// What stands in one window, whoever says it: the list of problems, the hover of a word, the fixes of a line.
import assert from "node:assert/strict";

const HOVER = ".monaco-resizable-hover:visible";
const ACTIONS = ".action-widget .monaco-list-row.action";
const PROBLEMS = ".markers-panel .monaco-list-row";
const PATIENCE = 60_000;

/** What each element says, its texts one blank apart, however it is laid out; runs in the page. */
export function wordsOfEach(elements) {
  return elements.map((element) => {
    const words = [];
    for (const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT); texts.nextNode(); ) {
      words.push(texts.currentNode.data.trim());
    }
    return words.filter(Boolean).join(" ");
  });
}

/** The rows of the list of problems without those of files, as soon as there are so many; the list is closed again. */
export async function problems(page, count, picture) {
  await page.command("Problems: Focus on Problems View");
  await page.page.locator(PROBLEMS).nth(count).waitFor();
  const rows = (await page.page.locator(PROBLEMS).allInnerTexts()).map((row) => row.replace(/\s+/g, " "));
  if (picture !== undefined) {
    await page.picture(picture);
  }
  await page.command("View: Hide Panel");
  return rows.filter((row) => !row.startsWith("Dockerfile"));
}

/** Rests the mouse on a word until the hover has several parts; returns its text. */
export async function hoverOf(page, word, until) {
  const place = page.page.locator(".monaco-editor .view-line span span", { hasText: word }).first();
  const hover = page.page.locator(HOVER);
  const deadline = Date.now() + PATIENCE;
  let text = "";
  while (!until.test(text) && Date.now() < deadline) {
    await page.page.mouse.move(5, 5);
    await place.hover();
    await hover.waitFor();
    await page.page.waitForTimeout(700);
    text = await hover.innerText().catch(() => "");
  }
  assert.match(text, until);
  return text;
}

/** The titles of the fixes that are offered in a line, counted from 1. */
export async function fixesIn(page, line, picture) {
  await page.command("Go to Line/Column");
  await page.page.keyboard.type(`${line}`);
  await page.page.keyboard.press("Enter");
  await page.cursorOn(line);
  await page.openActions("Control+.");
  const titles = await page.page.locator(ACTIONS).allInnerTexts();
  if (picture !== undefined) {
    await page.picture(picture);
  }
  await page.page.keyboard.press("Escape");
  return titles;
}
