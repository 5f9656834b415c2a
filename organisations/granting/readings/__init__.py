"""The log of readings on the screen and as a file: who has read whose personal data, where and when."""
