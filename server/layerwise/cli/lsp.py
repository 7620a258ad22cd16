"""`layerwise lsp`, where the language server is not at hand: only the entry of the package knows both faces."""

import argparse

from layerwise.cli.texts import Unusable


def run(arguments: argparse.Namespace) -> int:
    """Say how it is started."""
    raise Unusable(f"the language server is started with: python -m layerwise {arguments.command}")
