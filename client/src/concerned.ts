// Which documents are reason enough to start the server.
import { languages, type TextDocument } from "vscode";
import { COMPOSE, CONFIGURATION, type Filter, JUDGED } from "./documents";

/** Whether the server is needed for a document: in a project without any such, no process is started. */
export function isReason(document: TextDocument): boolean {
  const fits = (filters: readonly Filter[]): boolean => languages.match(filters, document) > 0;
  return fits([...JUDGED, CONFIGURATION]) || (fits(COMPOSE) && document.getText().includes("dockerfile_inline"));
}
