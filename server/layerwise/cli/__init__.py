"""The command line: arguments, one file per output format, exit codes. It never loads the language server."""
