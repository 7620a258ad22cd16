// Text as the language server protocol sees it: lines, positions in UTF-16, edits; and the difference of two texts.

export function linesOf(text) {
  return text.split(/\r\n|\n|\r/);
}

/** A text with the protocol's edits made. */
export function withEdits(text, edits) {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
  const offset = ({ line, character }) => (line < starts.length ? starts[line] + character : text.length);
  const placed = edits.map(({ range, newText }, index) => ({
    start: offset(range.start),
    end: offset(range.end),
    newText,
    index,
  }));
  placed.sort((one, other) => other.start - one.start || other.index - one.index);
  return placed.reduce((done, { start, end, newText }) => done.slice(0, start) + newText + done.slice(end), text);
}

/** The edits of a workspace edit by document. */
export function editsByUri(edit) {
  const changes = edit.documentChanges?.filter((change) => change.textDocument).map((change) => [change.textDocument.uri, change.edits]);
  return new Map(changes ?? Object.entries(edit.changes ?? {}));
}

/** Both texts' lines in order, each as [sign, line]: "-" only before, "+" only after, " " in both. */
export function difference(before, after) {
  const [a, b] = [before, after].map((text) => linesOf(text.replace(/\n$/, "")));
  // The longest common subsequence, from the end.
  const longest = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i][j] = a[i] === b[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push([" ", a[i]]);
      i++;
      j++;
    } else if (i < a.length && (j === b.length || longest[i + 1][j] >= longest[i][j + 1])) {
      lines.push(["-", a[i++]]);
    } else {
      lines.push(["+", b[j++]]);
    }
  }
  return lines;
}
