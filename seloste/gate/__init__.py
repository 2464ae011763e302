"""The gate (sections 4 and 8): decides what may be done, and binds the database to it.

``use`` enters a use for one transaction; ``decide`` is the pure rule; ``explain`` puts a decision in
the notice's words; ``collect`` and ``disclose`` are asked before data come in or go out.
"""
