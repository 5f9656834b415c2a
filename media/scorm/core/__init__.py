"""Reading SCORM packages (1.2 and 2004) and settling what they report, without a web framework."""
