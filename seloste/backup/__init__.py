"""Section 10 of the notice, its last part: copies that are verified, forget whom the register forgot, and come back.

``backing.back_up`` writes data and keys apart, ``restoring.restore`` brings them back with whatever has happened
since, ``drill.drill`` tries it in a scratch place.
"""
