"""The time zones to choose from, as the IANA database names them: `Europe/Istanbul` is Istanbul, among those of Europe."""

from functools import lru_cache
from zoneinfo import available_timezones

# The rest of the database: names of countries, offsets without a place, and what older systems called them.
REGIONS = {
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
}  # fmt: skip


# house: kept between requests: the zones that this machine knows
@lru_cache(maxsize=1)
def by_region() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Each region with its zones, and what a reader calls them; all in the order of the alphabet."""
    found: dict[str, list[tuple[str, str]]] = {}
    for zone in sorted(available_timezones()):
        region, _slash, city = zone.partition("/")
        if region in REGIONS and city:
            found.setdefault(region, []).append((zone, city.replace("_", " ")))
    return tuple((region, tuple(cities)) for region, cities in sorted(found.items()))
