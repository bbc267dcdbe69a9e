"""The settings of a host that does not wait for its disk. For the negative control alone: the product has no such switch."""

from goodoffices.site.settings import *  # noqa: F403
from goodoffices.site.settings import DATABASES

_options = DATABASES["default"]["OPTIONS"]
_options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
