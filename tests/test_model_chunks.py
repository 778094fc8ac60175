"""Long text in cells survives whole, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actielijst_xl.model.chunks import CHUNK, DamagedError, pack, unpack


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text):
    assert unpack(pack(text)) == text


def test_every_piece_fits_a_cell_and_cannot_be_a_formula():
    text = "".join(
        chr(33 + (i * i * 7919) % 90_000 % 50_000) for i in range(60_000) if not 0xD800 <= i <= 0xDFFF
    )
    text = text.encode("utf-8", "ignore").decode()
    pieces = pack(text)
    assert len(pieces) > 3
    assert all(len(piece) <= CHUNK + 1 and piece[0] in "zs" for piece in pieces)
    assert unpack(pieces) == text


@pytest.mark.parametrize(
    "damage",
    [
        lambda p: p[:-1],
        lambda p: [p[0], *p[:0:-1]] if len(p) > 2 else [p[0], "zzzz"],
        lambda p: [p[0], p[1][:-5] + "AAAAA", *p[2:]],
        lambda p: p[1:],
        lambda _: [],
        lambda p: [p[0].replace("sha256 ", "sha256 0"), *p[1:]],
    ],
)
def test_damage_is_noticed(damage):
    with pytest.raises(DamagedError):
        unpack(damage(list(pack("waarde " * 3))))
