// The page of the build plan runs its own script and loads nothing; no hover or page of ours is trusted with commands.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { page } from "../src/planpage";

const NONCE = "c29tZSBub25jZQ";
const SOURCES = readdirSync("client/src").map((name) => readFileSync(`client/src/${name}`, "utf8"));

function policyOf(html: string): Map<string, string[]> {
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  const parts = (policy ?? "").split(";").map((part) => part.trim().split(" "));
  return new Map(parts.flatMap(([name, ...values]) => (name ? [[name, values]] : [])));
}

test("nothing is loaded, and scripts run by their nonce alone", () => {
  const policy = policyOf(page("<svg></svg>", NONCE));

  assert.deepEqual(policy.get("default-src"), ["'none'"]);
  assert.deepEqual(policy.get("script-src"), [`'nonce-${NONCE}'`]);
  assert.deepEqual([...policy.keys()].sort(), ["default-src", "script-src", "style-src"]);
});

test("the policy stands before the picture, and one script has the nonce", () => {
  const html = page("<script>evil()</script><svg onload=evil()></svg>", NONCE);

  assert.ok(html.indexOf("Content-Security-Policy") < html.indexOf("evil"));
  assert.equal(html.match(/<script/g)?.length, 2);
  assert.equal(html.split(`nonce="${NONCE}"`).length, 2);
  assert.doesNotMatch(html.slice(html.indexOf("const editor")), /innerHTML|eval|insertAdjacent|outerHTML/);
});

test("a nonce is made anew for each picture", () => {
  const plan = SOURCES.find((text) => text.includes("createWebviewPanel"));

  assert.match(plan ?? "", /page\([^;]*randomBytes\(16\)\.toString\("base64url"\)\)/);
  assert.match(plan ?? "", /localResourceRoots: \[\]/);
});

test("no markdown is trusted with commands or HTML", () => {
  assert.ok(SOURCES.length > 20);
  for (const text of SOURCES) {
    assert.doesNotMatch(text, /MarkdownString|markdown:\s*\{|supportHtml|enabledCommands/);
  }
});
