"""GDPRbench's workloads through the gate: ``python -m bench.gdpr``, a process and a register of their own.

It names itself in ``SELOSTE_APPS``, so that this register has the table ``record``; see ``bench.gdprbench``.
"""
