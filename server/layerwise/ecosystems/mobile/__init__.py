"""Swift, Dart and Flutter."""
