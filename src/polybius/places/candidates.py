"""What a name may stand for: one `Candidate` for each place that bears it."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Literal

Level = Literal["country", "admin1", "admin2", "city", "feature"]

_EARTH_DIAMETER_KM = 12742.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of the gazetteer, as one of those that a name may mean.

    `country` is ISO 3166-1 alpha-3 or None (a sea); `admin1` is GeoNames' code of the
    first-level division; the point is in degrees WGS84, None where only the division is
    known; `population` counts people (0 where not known); `primary` says that the name
    looked up is the place's main name and not one of its others.
    """

    name: str
    country: str | None
    admin1: str
    latitude: float | None
    longitude: float | None
    geonames: int | None
    level: Level
    population: int = 0
    primary: bool = True
    kind: str = ""

    def km_to(self, latitude: float, longitude: float) -> float:
        """Great-circle distance to a point, in kilometres; infinite without a point here."""
        if self.latitude is None or self.longitude is None:
            return float("inf")
        return distance_km(self.latitude, self.longitude, latitude, longitude)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points in degrees, by the haversine formula."""
    up = sin(radians(lat2 - lat1) / 2) ** 2
    along = sin(radians(lon2 - lon1) / 2) ** 2
    return _EARTH_DIAMETER_KM * asin(
        sqrt(min(1.0, up + cos(radians(lat1)) * cos(radians(lat2)) * along))
    )
