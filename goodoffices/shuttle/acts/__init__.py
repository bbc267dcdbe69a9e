"""The verbs of shuttling: `releases`, and the mediator's `gists`."""

from goodoffices.shuttle.acts.gists import DraftGist, EndWithholding, Withhold
from goodoffices.shuttle.acts.releases import Carry, Convey, GistId, ReleaseForTravel, ReleaseId, RevokeRelease

__all__ = [
    "Carry",
    "Convey",
    "DraftGist",
    "EndWithholding",
    "GistId",
    "ReleaseForTravel",
    "ReleaseId",
    "RevokeRelease",
    "Withhold",
]
