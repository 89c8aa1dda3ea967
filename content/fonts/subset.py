"""Prints the code points that serif-jp.otf holds, one a line, for pyftsubset."""

# Of family names, and in none of the standards below.
NAMES = "𠮷髙﨑𣘺𫝆𡈽𠀋濵邉邊齋齊嶌槗桒栁冨㐂德瀨塚淸增寬曻晧𨉷𥔎渕﨟䕃𩸽𠘑𦥑圡辻葛鄧祇樽榊逗"

# The mark of a character that is missing, and plain boxes.
MARKS = "〓□"


def decoded(codec, leads, trails):
    """Every character that two bytes stand for in a codec, without private ones."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                text = bytes([lead, trail]).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and not "\ue000" <= text <= "\uf8ff":
                found.add(text)
    return found


characters = decoded("cp932", range(0x81, 0xFD), range(0x40, 0xFD))
characters |= decoded("euc_jis_2004", range(0xA1, 0xFF), range(0xA1, 0xFF))
characters |= {chr(point) for point in (*range(0x20, 0x7F), *range(0xA0, 0x180))}
characters |= set("\u2010\u2011\u2012\u2013\u2014\u2015‘’“”…€\u2212" + NAMES + MARKS)
print("\n".join(f"U+{ord(character):04X}" for character in sorted(characters)))
