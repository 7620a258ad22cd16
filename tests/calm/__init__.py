"""Typing, replayed key by key in front of the real server, with a clock that costs no time."""
