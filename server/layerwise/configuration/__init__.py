"""How settings are written: in an editor, in files, on a command line. All of it derives from one table of keys."""
