"""Loaded before anything else (`-p tests.environment`): tests keep their data in a folder of their own."""

import os
import tempfile

os.environ["GOODOFFICES_DATA"] = tempfile.mkdtemp(prefix="goodoffices-tests-")
