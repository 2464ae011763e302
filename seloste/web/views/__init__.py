"""The views: one module for each page, plain functions."""
