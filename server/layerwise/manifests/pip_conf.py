"""pip's configuration files: the long options that they give, by name without dashes."""

import configparser

from layerwise.unknown import Unknown


def read(text: str, verb: str) -> dict[str, str] | Unknown:
    """What [global] and then [VERB] say, the later over the former (pip's manual, "Configuration")."""
    parser = configparser.RawConfigParser()
    try:
        parser.read_string(text)
    except configparser.Error:
        return Unknown("it is no configuration file that pip can read")
    found: dict[str, str] = {}
    for section in ("global", verb):
        if parser.has_section(section):
            pairs = ((name, value) for name, value in parser.items(section) if value is not None)
            found |= {name.replace("_", "-").removeprefix("--"): value for name, value in pairs}
    return found
