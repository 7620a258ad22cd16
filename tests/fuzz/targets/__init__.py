"""One file for each thing that is fuzzed: `run` gets any bytes and fails where a promise is broken."""
