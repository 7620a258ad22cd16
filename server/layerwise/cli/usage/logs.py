"""How the log of a build is named."""

import argparse


def add_kept(parser: argparse.ArgumentParser) -> None:
    """The flag by which a log is named that the builder keeps."""
    parser.add_argument(
        "--kept",
        nargs="?",
        const="",
        metavar="BUILD",
        help="read the log that docker buildx keeps of a build; default: of the newest",
    )
