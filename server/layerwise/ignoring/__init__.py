"""What wide copies take in and no build has a use for, and the lines of an ignore file that keep it out."""
