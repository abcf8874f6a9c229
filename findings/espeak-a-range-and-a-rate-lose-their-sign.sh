#!/usr/bin/env bash
# eSpeak NG 1.52.0 (espeakng-loader 0.2.4), a voice that NVDA brings along and that Orca on Debian speaks with, asked for the
# sounds of a few words in English and Russian.
#
# Expected: a sign that changes what a number says is heard.  The minus of "−12 %", "≥", "±", "%" and "km²" are.
# Seen: "15–20 tons", with the dash that typesetters write in a range, sounds as "15 20 tons" does: two numbers, one after
# the other; "4.2–5.1 times" is "four point two five point one times".  The sign for a thousandth is silent, too: "5.6‰" is
# "five point six", ten times what a listener then takes for per cent or a count.  "10³" is "ten three", and "2 m²" "two m
# two", where "2 km²" is "two square kilometres".  So in Russian.
# Why it matters to a textbook: ranges and rates are what its tables hold, and a voice reads them to those who cannot see
# them.  "15 to 20" and "5.6 per thousand" are heard.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "espeakng-loader==0.2.4" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import ctypes

import espeakng_loader

voice = ctypes.CDLL(espeakng_loader.get_library_path())
voice.espeak_Info.restype = voice.espeak_TextToPhonemes.restype = ctypes.c_char_p
voice.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
retrieval, utf8, mnemonics = 1, 1, 0
assert voice.espeak_Initialize(retrieval, 0, espeakng_loader.get_data_path().encode(), 0) > 0


def sounds(words, language):
    assert voice.espeak_SetVoiceByName(language.encode()) == 0
    rest, heard = ctypes.c_char_p(words.encode()), []
    while rest.value is not None:
        heard.append(voice.espeak_TextToPhonemes(ctypes.byref(rest), utf8, mnemonics).decode())
    return " ".join(heard).strip()


print("eSpeak NG", voice.espeak_Info(None).decode())
SAME = [("15–20 tons", "15 20 tons"), ("4.2–5.1 times", "4.2 5.1 times"), ("5.6‰", "5.6"), ("10³", "10 3"), ("2 m²", "2 m 2")]
HEARD = [("15 to 20 tons", "15 20 tons"), ("5.6%", "5.6"), ("−12 %", "12 %"), ("2 km²", "2 km 2")]
for language, same, heard in (("en", SAME, HEARD), ("ru", [("15–20 т", "15 20 т"), ("12‰", "12")], [("12%", "12")])):
    for one, other in same + heard:
        alike = sounds(one, language) == sounds(other, language)
        print(f"{language}: {one!r} sounds {'as' if alike else 'otherwise than'} {other!r}: {sounds(one, language)}")
        if alike != ((one, other) in same):
            raise SystemExit("changed")
PY
