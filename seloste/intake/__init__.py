"""Intake (section 6): what comes in, from which source, and whom it meets.

``importing.run`` brings a file of people in; ``orders`` holds what is asked against the notice;
``mailchimp.read_export`` reads; ``merging`` decides what a record adds and ``matching`` whom it meets.
"""
