"""Numbers, durations, and yes and no, in German, French and Spanish; data."""

from __future__ import annotations

NUMBERS = {
    word: float(number)
    for number, words in {
        2: "zwei deux dos",
        3: "drei trois tres",
        4: "vier quatre cuatro",
        5: "fünf cinq cinco",
        6: "sechs seis",
        7: "sieben sept siete",
        8: "acht huit ocho",
        9: "neun neuf nueve",
        10: "zehn dix diez",
        12: "zwölf douze doce",
        14: "vierzehn quatorze catorce",
        15: "fünfzehn quinze quince",
        20: "zwanzig vingt veinte",
        30: "dreißig trente treinta",
    }.items()
    for word in words.split()
}
ONE = frozenset({"a", "an", "ein", "eine", "einen", "einem", "einer", "un", "une", "una"})
HOURS = {
    word: hours
    for hours, words in {
        1 / 60: "minuten minuto",
        1.0: "stunde stunden heure hora",
        24.0: "tag tage tagen jour día",
        168.0: "woche wochen semaine semana",
        720.0: "monat monate monaten mois mes meses",
        8760.0: "jahr jahre jahren année año",
    }.items()
    for word in words.split()
}
YES = "ja|jawohl|oui|sí"
NO = "nein|non"
