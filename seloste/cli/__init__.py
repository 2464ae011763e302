"""The command line: a thin face that calls the packages and holds no rules."""
