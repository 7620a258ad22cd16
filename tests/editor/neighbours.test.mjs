// Another language server for Dockerfiles in the same editor: both speak, neither for the other, and both fix on save.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PEER } from "../../scripts/setup/peer.mjs";
import { Editor } from "./editor.mjs";
import { fixesIn, hoverOf, problems } from "./looks.mjs";

const BOTH = `FROM python:2.7
MAINTAINER me@example.com
COPY . /app
WORKDIR /app
RUN pip install -r requirements.txt
`;
const LABELLED = BOTH.replace("MAINTAINER me@example.com", 'LABEL maintainer="me@example.com"');
const FIXED = LABELLED.replace("COPY . /app", "COPY requirements.txt /app/") + "COPY . /app\n";

let editor;
before(async () => {
  editor = await Editor.start({ others: [PEER] });
});
after(() => editor?.stop());

function onSave(choices) {
  return { "Dockerfile": BOTH, ".vscode/settings.json": JSON.stringify({ "editor.codeActionsOnSave": choices }) };
}

test("findings of both stand in one list, each with its source", async () => {
  await editor.inFolder(
    "flask",
    { "Dockerfile": BOTH },
    async (page) => {
      const rows = await problems(page, 2, "neighbours-problems");
      assert.equal(rows.filter((row) => row.includes("Layerwise")).length, 1, rows.join("\n"));
      assert.equal(rows.filter((row) => /MAINTAINER.*deprecated/.test(row) && !row.includes("Layerwise")).length, 1, rows.join("\n"));
    },
    { viewport: { width: 1000, height: 620 } },
  );
});

test("hovers of both are stacked, and ours says nothing twice", async () => {
  await editor.inFolder(
    "flask",
    { "Dockerfile": BOTH },
    async (page) => {
      await problems(page, 2);
      const hover = await hoverOf(page, "COPY", /requirements\.txt[^]*Copy files or folders|Copy files or folders[^]*requirements\.txt/);
      await page.picture("neighbours-hover");
      const lines = hover.split("\n").map((line) => line.trim()).filter((line) => line.length > 20);
      assert.deepEqual(lines.filter((line, index) => lines.indexOf(line) !== index), []);
    },
    { viewport: { width: 1000, height: 620 } },
  );
});

test("each offers its fixes where its own finding is", async () => {
  await editor.inFolder("flask", { "Dockerfile": BOTH.replace("WORKDIR", "workdir") }, async (page) => {
    await problems(page, 3);
    const ours = await fixesIn(page, 3, "neighbours-fixes");
    assert.match(ours[0], /requirements\.txt/);
    assert.match(ours.at(-1), /Show the page about source-before-install/);
    const theirs = await fixesIn(page, 4);
    assert.deepEqual(theirs, ["Convert instruction to uppercase"]);
  });
});

test("who has everything fixed on save has both fix, each its own", async () => {
  await editor.inFolder("flask", onSave({ "source.fixAll": "explicit" }), async (page) => {
    await problems(page, 2);
    await page.save();
    await page.fileBecomes("Dockerfile", FIXED);
    await page.noSquiggle();
    await page.picture("neighbours-saved");
  });
});

test("who opts out of ours has only the other fix", async () => {
  await editor.inFolder("flask", onSave({ "source.fixAll": "explicit", "source.fixAll.layerwise": "never" }), async (page) => {
    await problems(page, 2);
    await page.save();
    await page.fileBecomes("Dockerfile", LABELLED);
  });
});
