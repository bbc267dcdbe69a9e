"""Which days of the week are no working days, where nobody has said so: by the country whose clocks a time zone keeps."""

_SATURDAY_SUNDAY = frozenset({5, 6})
_ELSEWHERE = {
    frozenset({4, 5}): (
        "Africa/Algiers", "Africa/Cairo", "Africa/Khartoum", "Africa/Tripoli", "Asia/Aden", "Asia/Amman", "Asia/Baghdad",
        "Asia/Bahrain", "Asia/Damascus", "Asia/Jerusalem", "Asia/Kuwait", "Asia/Muscat", "Asia/Qatar", "Asia/Riyadh",
    ),
    frozenset({3, 4}): ("Asia/Kabul",),
    frozenset({4}): ("Asia/Tehran",),
    frozenset({6}): ("Africa/Kampala", "Asia/Kolkata"),
}  # fmt: skip
_WEEKENDS = {zone: weekend for weekend, zones in _ELSEWHERE.items() for zone in zones}


def weekend_in(zone: str) -> frozenset[int]:
    """The days of the weekend, 0 (Monday) to 6 (Sunday), where the clocks go by this zone; else Saturday and Sunday.

    zone   its name in the IANA database

    Source: Unicode CLDR, supplemental data, weekendStart and weekendEnd.

    >>> sorted(weekend_in("Asia/Riyadh")), sorted(weekend_in("Europe/Vienna"))
    ([4, 5], [5, 6])
    """
    return _WEEKENDS.get(zone, _SATURDAY_SUNDAY)
