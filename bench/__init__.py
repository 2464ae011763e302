"""``make bench``: Seloste beside hand-written SQL, on one PostgreSQL, in one run.

Each module beside this one measures one thing and says what, against what, and why that is fair.
``python -m bench [--only NAME …]``; ``QUICK=1`` takes a tenth of the size.
"""

import os

import django

# the registry of models is Django's; nothing else of it is used here
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seloste.engine.settings")
django.setup()
