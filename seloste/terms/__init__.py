"""The words that every package shares: ids, uses, bases, decisions, acts, periods.

No input or output happens here, and nothing here knows Django or the database.
"""
