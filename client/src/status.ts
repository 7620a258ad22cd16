// What the language status says, in words: the server, the build context, findings and history. Knows nothing of VS Code.

/** How the server is. */
export type Phase =
  | { readonly kind: "asleep" }
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  | { readonly kind: "running" }
  | { readonly kind: "failed"; readonly reason: string };

/** What the server tells of a document; lines count from 0. */
export interface State {
  readonly context: string;
  readonly origin: string;
  readonly saidUri: string | null;
  readonly saidLine: number | null;
  readonly findings: number;
  readonly fixable: number;
  readonly history: "off" | "reading" | "partial" | "whole" | "none";
  readonly commits: number;
  readonly builds: number;
  readonly notes: readonly string[];
}

export interface Link {
  readonly title: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

/** One line of the language status. */
export interface Row {
  readonly id: "server" | "context" | "findings" | "history";
  /** What it is about, for those who choose what stands in the status bar. */
  readonly name: string;
  readonly text: string;
  readonly detail: string;
  readonly isError?: boolean;
  readonly isBusy?: boolean;
  readonly link?: Link;
}

const SERVER = { id: "server", name: "Layerwise" } as const;
const OPEN = "vscode.open";

/** The lines for a document; without a state, as for a file that has no build, what is said is about the server alone. */
export function rowsOf(phase: Phase, state: State | undefined): readonly Row[] {
  switch (phase.kind) {
    case "asleep":
      return [];
    case "off":
      return [{ ...SERVER, text: "Layerwise is off", detail: "setting layerwise.enable", link: settings("layerwise.enable") }];
    case "starting":
      return [{ ...SERVER, text: "Layerwise", detail: "starting", isBusy: true }];
    case "failed":
      return [{ ...SERVER, text: "Layerwise does not run", detail: "the log says why", isError: true, link: { title: "Show Log", command: "layerwise.showLog" } }];
    case "running":
      return state === undefined ? [] : [contextRow(state), findingsRow(state), historyRow(state)];
  }
}

function contextRow(state: State): Row {
  const row = { id: "context", name: "Layerwise: build context", text: `Context: ${state.context || "unknown"}`, detail: [state.origin, ...state.notes].join("; ") } as const;
  if (state.builds > 1) {
    return { ...row, link: { title: `Choose (${state.builds})`, command: "layerwise.chooseContext" } };
  }
  return state.saidUri === null ? row : { ...row, link: { title: "Show", command: OPEN, args: [state.saidUri, state.saidLine ?? 0] } };
}

function findingsRow({ findings, fixable }: State): Row {
  const row = { id: "findings", name: "Layerwise: findings" } as const;
  if (findings === 0) {
    return { ...row, text: "No findings", detail: "" };
  }
  const text = findings === 1 ? "1 finding" : `${findings} findings`;
  if (fixable === 0) {
    return { ...row, text, detail: "no safe fix", link: { title: "Show", command: "workbench.actions.view.problems" } };
  }
  return { ...row, text, detail: `${fixable} with a safe fix`, link: { title: "Fix", command: "layerwise.fixAll" } };
}

function historyRow({ history, commits }: State): Row {
  const row = { id: "history", name: "Layerwise: history" } as const;
  const link = { title: "Show Plan", command: "layerwise.showPlan" };
  switch (history) {
    case "off":
      return { ...row, text: "No history", detail: "the workspace is not trusted", link: { title: "Trust", command: "workbench.trust.manage" } };
    case "reading":
      return { ...row, text: "History", detail: "reading commits", isBusy: true };
    case "none":
      return { ...row, text: "No history", detail: "no git repository around the context" };
    case "partial":
      return { ...row, text: "History", detail: `the last ${commits} commits`, link };
    case "whole":
      return { ...row, text: "History", detail: commits === 1 ? "1 commit" : `all ${commits} commits`, link };
  }
}

function settings(name: string): Link {
  return { title: "Settings", command: "workbench.action.openSettings", args: [name] };
}
