// What an editor shows, drawn on a terminal. Colour only helps the eye: without it nothing is lost.
import { linesOf } from "./text.mjs";

const COLOURS = { red: 31, green: 32, yellow: 33, blue: 34, grey: 90, bold: 1 };
const SEVERITIES = [undefined, "error", "warning", "information", "hint"];
const SQUIGGLE_COLOURS = [undefined, "red", "yellow", "blue", "grey"];

export function painter(stream) {
  const colourful = stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  return (colour, text) => (colourful && text ? `\x1b[${COLOURS[colour]}m${text}\x1b[0m` : text);
}

/** A document with its line numbers, each diagnostic's squiggle and message below the lines that it covers. */
export function annotated(text, diagnostics, paint) {
  const lines = linesOf(text.replace(/\r?\n$/, ""));
  const width = String(lines.length).length;
  const gutter = (number = "") => paint("grey", `${String(number).padStart(width + 2)} │ `);
  return lines.flatMap((line, number) => [
    gutter(number + 1) + expand(line),
    ...diagnostics
      .filter(({ range }) => range.start.line <= number && number <= lastLine(range))
      .flatMap((diagnostic) => under(line, number, diagnostic, paint).map((below) => gutter() + below)),
  ]);
}

function under(line, number, { range, severity = 1, code, message, relatedInformation = [] }, paint) {
  const from = number === range.start.line ? range.start.character : line.length - line.trimStart().length;
  const to = number === range.end.line ? range.end.character : line.length;
  const indent = " ".repeat(expand(line.slice(0, from)).length);
  const squiggle = paint(SQUIGGLE_COLOURS[severity], "~".repeat(Math.max(1, expand(line.slice(from, to)).length)));
  if (number !== lastLine(range)) {
    return [indent + squiggle];
  }
  return [
    `${indent}${squiggle} ${paint("bold", `${SEVERITIES[severity]} ${code ?? ""}`.trim())}: ${message}`,
    ...relatedInformation.map((related) => `${indent}└ line ${related.location.range.start.line + 1}: ${related.message}`),
  ];
}

/** The last line of which a range holds something. */
function lastLine({ start, end }) {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}

function expand(line) {
  return line.replaceAll("\t", "    ");
}

/** A difference with its signs. */
export function drawnDifference(lines, paint) {
  const colours = { "-": "red", "+": "green", " ": undefined };
  return lines.map(([sign, line]) => {
    const drawn = `  ${sign} ${expand(line)}`.trimEnd();
    return colours[sign] ? paint(colours[sign], drawn) : drawn;
  });
}

/** Any text in a box's left edge. */
export function quoted(text, paint) {
  return linesOf(text.trim()).map((line) => `  ${paint("blue", "┃")} ${line}`.trimEnd());
}
