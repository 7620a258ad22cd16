import assert from "node:assert/strict";
import { test } from "node:test";
import { masked } from "../src/mask";

const HOME = [{ path: "/home/ada", shown: "~" }];

test("private paths are shown by their names, the inner before the outer, as paths and as addresses", () => {
  const paths = [...HOME, { path: "/home/ada/my work", shown: "<folder 1>" }];
  const text = "/home/ada/my work/api and file:///home/ada/my%20work/api and /home/ada/.local/bin/python3 and /home/adam";

  assert.equal(masked(text, paths), "<folder 1>/api and file://<folder 1>/api and ~/.local/bin/python3 and /home/adam");
});

test("a Windows path is found however it is written", () => {
  const paths = [{ path: "C:\\Users\\Ada", shown: "~" }];
  const text = String.raw`C:\Users\Ada\x c:\users\ada\x "C:\\Users\\Ada\\x" file:///c%3A/Users/Ada/x C:/Users/Ada/x`;

  assert.equal(masked(text, paths), String.raw`~\x ~\x "~\\x" file:///~/x ~/x`);
});

test("a path that is a root or is not known hides nothing", () => {
  assert.equal(masked("/usr/bin/python3", [{ path: "/", shown: "~" }, { path: "", shown: "~" }]), "/usr/bin/python3");
});

for (const [text, expected] of [
  ["https://ada:hunter2@example.com/simple", "https://…@example.com/simple"],
  ["NPM_TOKEN=abc123 npm ci", "NPM_TOKEN=… npm ci"],
  ['"password": "two words", "user": "ada"', '"password": …, "user": "ada"'],
  ["Authorization: Bearer abc.def", "Authorization: Bearer …"],
  ["api_key: 'x y'", "api_key: …"],
  ["pushed with ghp_0123456789abcdefABCDEF and AKIAIOSFODNN7EXAMPLE", "pushed with … and …"],
  ["?access_token=abc&page=2", "?access_token=…&page=2"],
  ["rule secret-in-context-copy, 3 tokens", "rule secret-in-context-copy, 3 tokens"],
  ["docker build -t app:1.0 .", "docker build -t app:1.0 ."],
] as const) {
  test(`masked: ${text}`, () => {
    assert.equal(masked(text, HOME), expected);
  });
}
