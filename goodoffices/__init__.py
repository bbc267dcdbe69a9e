"""Good Offices, the third party's desk."""

__version__ = "0.1.0"
