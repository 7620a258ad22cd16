#!/usr/bin/env bash
# Checks the Dockerfiles: annotations of what the pull request changes, a SARIF file of everything, Markdown.
set -euo pipefail

# A workspace that another user owns, as in a container, is ours all the same.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="$GITHUB_WORKSPACE"
cd "$GITHUB_WORKSPACE"

sarif="$RUNNER_TEMP/layerwise.sarif"
markdown="$RUNNER_TEMP/layerwise.md"
annotations="$RUNNER_TEMP/layerwise.annotations"

paths=()
while IFS= read -r path; do
  [[ -z "$path" ]] || paths+=("$path")
done <<<"$PATHS"

layerwise() {
  python3 -I "$GITHUB_ACTION_PATH/server/layerwise_server.py" check "$@" -- "${paths[@]}"
}

# The commit that the pull request is compared with: what was merged with, else the base that the event names.
base() {
  if [[ "$GITHUB_REF" == refs/pull/*/merge ]] && git rev-parse --verify --quiet 'HEAD^2^{commit}' >/dev/null; then
    git rev-parse 'HEAD^1'
  elif git cat-file -e "$BASE^{commit}" 2>/dev/null; then
    echo "$BASE"
  elif git fetch --quiet --no-tags --depth=1 origin "$BASE" 2>/dev/null; then
    echo "$BASE"
  fi
}

since=()
if [[ "$CHANGED_ONLY" == true && -n "$BASE" ]]; then
  commit="$(base)"
  if [[ -n "$commit" ]]; then
    since=(--changed-since "$commit")
  else
    echo "::notice::the base of the pull request cannot be fetched, so all Dockerfiles are checked"
  fi
fi
failing=(--fail-on "$FAIL_ON")
if [[ "$FAIL_ON" == never ]]; then
  failing=(--exit-zero)
fi

code=0
layerwise --format github "${failing[@]}" "${since[@]}" >"$annotations" || code=$?
cat "$annotations"
# Code scanning compares whole results, and would take what is left out for fixed.
layerwise --quiet --format sarif --exit-zero >"$sarif" 2>/dev/null || true
layerwise --quiet --format markdown --exit-zero "${since[@]}" >"$markdown" 2>/dev/null || true
cat "$markdown" >>"$GITHUB_STEP_SUMMARY"

{
  echo "exit-code=$code"
  echo "sarif=$sarif"
  echo "markdown=$markdown"
  echo "has-findings=$([[ -s "$annotations" ]] && echo true || echo false)"
} >>"$GITHUB_OUTPUT"
