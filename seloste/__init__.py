"""Seloste: a customer and marketing register whose privacy notice is the program."""

__version__ = "0.1.0"
