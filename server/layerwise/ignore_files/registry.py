"""Every rule about ignore files."""

from layerwise.ignore_files import ineffective_ignore_pattern, malformed_ignore_pattern, needed_file_ignored

IGNORE_RULES = (ineffective_ignore_pattern.RULE, malformed_ignore_pattern.RULE, needed_file_ignored.RULE)
