import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readable, rulesOf } from "../src/rules";

const PAGES = "docs/rules";

test("every page that comes with the extension is listed, with its severity and what it is about", () => {
  const rules = rulesOf(readFileSync(`${PAGES}/README.md`, "utf8"));
  const pages = readdirSync(PAGES).filter((name) => name !== "README.md");

  assert.deepEqual(rules.map(({ code }) => `${code}.md`), pages.sort());
  assert.ok(rules.every(({ severity, summary }) => /^(error|warning|information|hint)$/.test(severity) && summary.endsWith(".")));
});

test("a page begins with its title, not with how it is made, and leads to no page that is not there", () => {
  for (const { code } of rulesOf(readFileSync(`${PAGES}/README.md`, "utf8"))) {
    const page = readable(readFileSync(`${PAGES}/${code}.md`, "utf8"));
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target ?? "");

    assert.ok(page.startsWith(`# ${code}\n`), code);
    assert.deepEqual(links.filter((target) => !existsSync(`${PAGES}/${target}`)), [], code);
  }
});

test("the files of an example have their names above them", () => {
  assert.equal(readable("<!-- made -->\n\n# x\n\n```text api/package.json\n{}\n```\n\n```dockerfile\nFROM a\n```\n"), "# x\n\n`api/package.json`:\n\n```text\n{}\n```\n\n```dockerfile\nFROM a\n```\n");
});
