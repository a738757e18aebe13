"""Writes case.txt: every character that str.capitalize() changes, at the beginning of a word or behind its first letter.

python3 make_case.py > case.txt
"""
import platform
import unicodedata

print(f"# CPython {platform.python_version()}, Unicode {unicodedata.unidata_version}: character, at the beginning, behind an 'x'")
for code in range(0x110000):
    character = chr(code)
    if 0xD800 <= code < 0xE000 or character == "Σ":
        continue
    first, later = character.capitalize(), ("x" + character).capitalize()[1:]
    if (first, later) != (character, character):
        print(character, first, later)
