// Which documents the server hears of, and which of them are reason enough to start it.
import { languages, type TextDocument } from "vscode";

/** A scheme always: versions of files (`git:`) and logs (`output:`) are nobody's to edit. */
interface Filter {
  readonly scheme: string;
  readonly language?: string;
  readonly pattern?: string;
}

/** What is said about a build: these have findings, and a status of their own. */
export const JUDGED: readonly Filter[] = [
  { language: "dockerfile", scheme: "file" },
  { language: "dockerfile", scheme: "untitled" },
  { language: "dockerfile", scheme: "vscode-vfs" },
  // Each editor calls the language of ignore files otherwise.
  { pattern: "**/.dockerignore", scheme: "file" },
  { pattern: "**/*.dockerignore", scheme: "file" },
];

/** All that the server hears of. */
export const HEARD: readonly Filter[] = [
  ...JUDGED,
  // Configuration counts as it stands in the editor, saved or not.
  { scheme: "file", pattern: "**/{layerwise,.layerwise,pyproject}.toml" },
];

// Settings alone, and compose files that hold a Dockerfile.
const CONFIGURATION: Filter = { scheme: "file", pattern: "**/{layerwise,.layerwise}.toml" };
const COMPOSE: Filter = { scheme: "file", pattern: "**/{compose,docker-compose}*.{yml,yaml}" };

/** Where the language status has something to say. */
export const TOLD: readonly Filter[] = [...JUDGED, CONFIGURATION, COMPOSE];

/** Whether the server is needed for a document: in a project without any such, no process is started. */
export function isReason(document: TextDocument): boolean {
  const fits = (filters: readonly Filter[]): boolean => languages.match(filters, document) > 0;
  return fits([...JUDGED, CONFIGURATION]) || (fits([COMPOSE]) && document.getText().includes("dockerfile_inline"));
}
