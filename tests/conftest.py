from __future__ import annotations

import os

# The models of the tests are tiny: more threads only wait for one another, for minutes when the machine is busy.
os.environ.setdefault("OMP_NUM_THREADS", "1")
