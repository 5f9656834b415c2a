"""Where installed libraries and contents are kept."""
