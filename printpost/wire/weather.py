"""The weather of the issue's day at a place, in a few words, from Open-Meteo (no key).

A place by name is looked up with Open-Meteo's geocoder first. Codes are those of WMO table 4677, as Open-Meteo uses
them; the words come in the paper's language where the table below has it, else in English.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from printpost.wire.line import NoAnswer, as_json, get
from printpost.wire.orders import Order
from printpost.wire.sources import Call, Item, whole

FORECAST, GEOCODER = "https://api.open-meteo.com", "https://geocoding-api.open-meteo.com"
_KINDS = "clear|fair|cloudy|overcast|fog|drizzle|sleet|rain|heavy|snow|showers|flurries|thunder"
_WORDS = {
    "en": "clear|fair|some cloud|cloudy|fog|drizzle|freezing rain|rain|heavy rain|snow|showers|snow showers|thunder",
    "de": "klar|heiter|wolkig|bedeckt|Nebel|Nieselregen|Eisregen|Regen|Starkregen|Schnee|Schauer|"
    "Schneeschauer|Gewitter",
    "fr": "ciel clair|beau temps|quelques nuages|couvert|brouillard|bruine|pluie verglaçante|pluie|fortes pluies|neige|"
    "averses|averses de neige|orages",
    "es": "despejado|buen tiempo|algunas nubes|nublado|niebla|llovizna|lluvia helada|lluvia|lluvia fuerte|nieve|"
    "chubascos|chubascos de nieve|tormentas",
    "it": "sereno|bel tempo|poco nuvoloso|nuvoloso|nebbia|pioviggine|pioggia gelata|pioggia|forti piogge|neve|rovesci|"
    "rovesci di neve|temporali",
    "nl": "helder|fraai|half bewolkt|bewolkt|mist|motregen|ijzel|regen|zware regen|sneeuw|buien|sneeuwbuien|onweer",
    "pt": "céu limpo|bom tempo|algumas nuvens|nublado|nevoeiro|chuvisco|chuva gelada|chuva|chuva forte|neve|aguaceiros|"
    "aguaceiros de neve|trovoada",
}
_CODES = {
    **dict.fromkeys((0,), "clear"),
    **dict.fromkeys((1,), "fair"),
    **dict.fromkeys((2,), "cloudy"),
    **dict.fromkeys((3,), "overcast"),
    **dict.fromkeys((45, 48), "fog"),
    **dict.fromkeys((51, 53, 55), "drizzle"),
    **dict.fromkeys((56, 57, 66, 67), "sleet"),
    **dict.fromkeys((61, 63), "rain"),
    **dict.fromkeys((65,), "heavy"),
    **dict.fromkeys((71, 73, 75, 77), "snow"),
    **dict.fromkeys((80, 81, 82), "showers"),
    **dict.fromkeys((85, 86), "flurries"),
    **dict.fromkeys((95, 96, 99), "thunder"),
}


def weather(order: Order, call: Call) -> tuple[Item, ...]:
    """Return one item whose text is the day's weather, such as: 6°C, cloudy."""
    base = (order.endpoint or FORECAST).rstrip("/")
    host = urlsplit(base).hostname or base
    name, latitude, longitude = _place(order, call)
    day = call.day.isoformat()
    fahrenheit = order.asked.get("units") == "fahrenheit"
    reply = get(
        call.client,
        f"{base}/v1/forecast",
        asked={
            "latitude": f"{latitude:.4f}",
            "longitude": f"{longitude:.4f}",
            "daily": "weather_code,temperature_2m_max,temperature_2m_min",
            "temperature_unit": "fahrenheit" if fahrenheit else "celsius",
            "timezone": "auto",
            "start_date": day,
            "end_date": day,
        },
    )
    data = as_json(reply)

    def found() -> tuple[int, float, float]:
        daily = data["daily"]
        at = daily["time"].index(day)
        return int(daily["weather_code"][at]), *(float(daily[f"temperature_2m_{end}"][at]) for end in ("max", "min"))  # type: ignore[return-value]

    code, high, low = whole(found, host)
    if not -150 < low <= high < 200:
        raise NoAnswer(f"{host} sends temperatures that cannot be: {low:g} to {high:g}")
    words = f"{_degrees(high)}°{'F' if fahrenheit else 'C'}, {sky(code, call.language)}"
    return (Item(name, name, words, None, {"code": code, "high": _degrees(high), "low": _degrees(low)}),)


def sky(code: int, language: str) -> str:
    """Return a weather code in words."""
    kind = _CODES.get(code, "overcast")
    words = _WORDS.get(language.partition("-")[0], _WORDS["en"])
    return dict(zip(_KINDS.split("|"), words.split("|"), strict=True))[kind]


def _degrees(value: float) -> int:
    return int(value + 0.5) if value >= 0 else -int(-value + 0.5)


def _place(order: Order, call: Call) -> tuple[str, float, float]:
    asked = order.asked
    place = asked.get("place")
    if asked.get("latitude") is not None and asked.get("longitude") is not None:
        latitude, longitude = float(asked["latitude"]), float(asked["longitude"])
        return str(place or f"{latitude:g}, {longitude:g}"), latitude, longitude
    base = (order.endpoint or GEOCODER).rstrip("/")
    # "Manchester, United Kingdom" is found by its town alone; the country then tells the Manchesters apart.
    town, _, rest = (part.strip() for part in str(place).partition(","))
    reply = get(
        call.client,
        f"{base}/v1/search",
        asked={"name": town, "count": "10", "language": call.language.partition("-")[0], "format": "json"},
    )
    data = as_json(reply)
    found: list[Any] = whole(lambda: list(data.get("results") or ()), urlsplit(base).hostname or base)
    named = [each for each in found if rest and rest.casefold() in _described(each)]
    if not found:
        raise NoAnswer(f"there is no place called {town}", "write its latitude and longitude instead")
    best = (named or found)[0]
    latitude, longitude = whole(
        lambda: (float(best["latitude"]), float(best["longitude"])), urlsplit(base).hostname or base
    )
    return str(place), latitude, longitude


def _described(place: Any) -> str:
    parts = (
        (place.get(key) for key in ("country", "country_code", "admin1", "admin2")) if isinstance(place, dict) else ()
    )
    return ", ".join(str(part) for part in parts if part).casefold()
