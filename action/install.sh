#!/usr/bin/env bash
# The libraries that Layerwise runs on, by their hashes, beside its sources; nothing of the checked repository is run,
# which is why every Python here is started with -I.
set -euo pipefail

libraries="$GITHUB_ACTION_PATH/bundled/libs"
if [[ -d "$libraries" ]]; then
  exit 0
fi
cd "$GITHUB_ACTION_PATH"
python3 -I -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --only-binary=:all: \
  --require-hashes --target "$libraries" --requirement requirements/bundle.txt
