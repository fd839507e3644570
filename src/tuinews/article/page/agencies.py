# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""News agencies and how they sign. To add one, add a line."""

import re

AGENCIES: dict[str, tuple[str, ...]] = {
    "AP": ("AP", "Associated Press", "The Associated Press"),
    "Reuters": ("Reuters", "Thomson Reuters", "Reuters Staff"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "dpa": (
        "dpa", "DPA", "Deutsche Presse-Agentur", "dpa-AFX", "dpa/lnw", "dpa-infocom", "dpa-infocom GmbH",
    ),
    "ANI": ("ANI", "Asian News International"), "PTI": ("PTI", "Press Trust of India"), "IANS": ("IANS",),
    "UNI": ("UNI",), "Xinhua": ("Xinhua", "新华社", "新華社"), "TASS": ("TASS", "ТАСС", "ИТАР-ТАСС"),
    "Interfax": ("Interfax", "Интерфакс"), "RIA Novosti": ("RIA Novosti", "РИА Новости"),
    "EFE": ("EFE", "Agencia EFE"), "Europa Press": ("Europa Press",), "ANSA": ("ANSA",),
    "Adnkronos": ("Adnkronos", "AdnKronos"), "Kyodo": ("Kyodo", "Kyodo News", "共同", "共同通信"),
    "Jiji Press": ("Jiji Press", "JIJI", "時事", "時事通信"), "Yonhap": ("Yonhap", "연합뉴스"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"), "UPI": ("UPI", "United Press International"),
    "APA": ("APA", "Austria Presse Agentur"), "SDA": ("SDA", "Keystone-SDA", "ATS", "Keystone-ATS"),
    "Lusa": ("Lusa", "Agência Lusa"), "ANP": ("ANP",), "Belga": ("Belga",), "NTB": ("NTB",),
    "TT": ("TT", "TT Nyhetsbyrån"), "Ritzau": ("Ritzau",), "STT": ("STT",), "PAP": ("PAP",),
    "ČTK": ("ČTK", "CTK"), "TASR": ("TASR",), "MTI": ("MTI",), "Agerpres": ("Agerpres",),
    "BTA": ("BTA", "БТА"), "Tanjug": ("Tanjug",), "Hina": ("Hina", "HINA"), "STA": ("STA",),
    "Anadolu": ("Anadolu", "Anadolu Agency", "Anadolu Ajansı", "AA"), "DHA": ("DHA",),
    "Ukrinform": ("Ukrinform", "Укрінформ"), "UNIAN": ("UNIAN", "УНІАН", "УНИАН"),
    "BelTA": ("BelTA", "БелТА"), "Petra": ("Petra",), "WAM": ("WAM",), "SPA": ("SPA",), "QNA": ("QNA",),
    "MENA": ("MENA",), "IRNA": ("IRNA", "ایرنا"), "ISNA": ("ISNA", "ایسنا"), "KCNA": ("KCNA",),
    "CNA": ("CNA", "中央社"), "Bernama": ("Bernama", "BERNAMA"), "Antara": ("Antara", "ANTARA"),
    "VNA": ("VNA", "TTXVN"), "PNA": ("PNA",), "RSS Nepal": ("RSS", "रासस", "राष्ट्रिय समाचार समिति"),
    "UNB": ("UNB",), "BSS": ("BSS",), "APP": ("APP", "Associated Press of Pakistan"),
    "AAP": ("AAP", "Australian Associated Press"), "NAN": ("NAN", "News Agency of Nigeria"),
    "GNA": ("GNA", "Ghana News Agency"), "CP": ("The Canadian Press", "Canadian Press"),
    "PA": ("PA Media", "Press Association"), "Notimex": ("Notimex",), "Télam": ("Télam", "Telam"),
    "Agência Brasil": ("Agência Brasil",), "SID": ("SID", "sid"), "epd": ("epd",), "KNA": ("KNA",),
    "Prensa Latina": ("Prensa Latina",), "Inter Press Service": ("Inter Press Service", "IPS"),
}  # fmt: skip
"""Short name of every agency, with the forms in which it signs."""

_BY_NAME = {name: agency for agency, names in AGENCIES.items() for name in names}
_LONG = {name.casefold(): agency for name, agency in _BY_NAME.items() if len(name) > 5}
_PARTS = re.compile(r"\s*(?:[/,;|·&]|\band\b|\bund\b|\bet\b|\by\b|\s[-–—]\s)\s*")
_SIGNED = re.compile(r"\(\s*([^()]{2,40}?)\s*\)")
_HEAD = 240


def find_agency(text: str) -> str:
    """The agency that is among the names in the text; `""` when none is."""
    for part in _PARTS.split(text.strip(" .()[]*—–-")):
        name = part.strip(" .()[]*")
        if agency := _BY_NAME.get(name) or _LONG.get(name.casefold()):
            return agency
    return ""


def find_signed_agency(text: str) -> str:
    """The agency that signs a text in brackets, in its first line (`KABUL (AP) —`) or at its very end (`(Reuters)`)."""
    for match in _SIGNED.finditer(text[:_HEAD]):
        if agency := find_agency(match.group(1)):
            return agency
    tail = text.rstrip()[-60:]
    last = _SIGNED.search(tail[tail.rfind("(") :]) if "(" in tail else None
    return find_agency(last.group(1)) if last and tail.rstrip(" .").endswith(")") else ""
