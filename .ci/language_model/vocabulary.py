"""The vocabulary cut to what lower-cased Finnish, Swedish and English can be written with, as a SentencePiece model.

Every text is put in lower case before it becomes pieces, so a piece with a capital can never be met. Of the others all
are kept whose letters are those of Western and Central Europe: nothing is lost for any text of the three languages,
names from the neighbours' languages included. A character outside becomes the piece for the unknown.
"""

import unicodedata
from collections.abc import Sequence

from weights import Weights

START = "\u2581"  # SentencePiece's mark for the blank before a word
LATIN_END = 0x180
# single letters of these are worth a row each: µ, α, names
OTHER_LETTERS = [*range(0x3B1, 0x3CA), *range(0x430, 0x460)]
# punctuation, currency, letter-like, arrows, mathematics, shapes, ticks
SIGNS = [(0x2010, 0x2070), (0x20A0, 0x20D0), (0x2100, 0x2300), (0x25A0, 0x2600), (0x2700, 0x27C0)]


def usable(character: str) -> bool:
    """Whether lower-cased text of the three languages is written with it."""
    code = ord(character)
    if character == START:
        return True
    if code < LATIN_END:
        return code >= 0x20 and not 0x7F <= code < 0xA0 and character == character.lower()
    return any(first <= code < end for first, end in SIGNS) and unicodedata.category(character)[0] in "PS"


def spells(piece: str) -> bool:
    """Whether the piece can be met in lower-cased text of the three languages."""
    if not piece:
        return False
    return all(map(usable, piece)) or (len(piece.lstrip(START)) == 1 and ord(piece[-1]) in OTHER_LETTERS)


def kept(weights: Weights) -> list[int]:
    """The ids, in their old order, of the pieces that stay; the first four are the special ones."""
    special = sorted(weights.specials.values())
    if special != [0, 1, 2, 3]:
        raise ValueError(f"the special pieces are {weights.specials}")
    rest = range(len(special), len(weights.pieces))
    return special + [id_ for id_ in rest if spells(weights.pieces[id_])]


def sentencepiece_model(weights: Weights, ids: Sequence[int]) -> bytes:
    """The model file: the pieces with their scores and the original normalisation, its results in lower case too."""
    from sentencepiece import SentencePieceNormalizer, sentencepiece_model_pb2

    model = sentencepiece_model_pb2.ModelProto()
    kinds = sentencepiece_model_pb2.ModelProto.SentencePiece
    roles = {weights.specials["unk"]: kinds.UNKNOWN}
    roles |= {weights.specials[name]: kinds.CONTROL for name in ("bos", "eos", "pad")}
    for id_ in ids:
        model.pieces.add(piece=weights.pieces[id_], score=float(weights.scores[id_]), type=roles.get(id_, kinds.NORMAL))
    trainer = model.trainer_spec
    trainer.model_type = trainer.UNIGRAM
    trainer.vocab_size = len(ids)
    for name, piece in weights.specials.items():
        setattr(trainer, f"{name}_id", piece)
        setattr(trainer, f"{name}_piece", weights.pieces[piece])
    replaced = ((chr(old), "".join(map(chr, new)).lower()) for old, new in weights.normalisation.items())
    # what becomes a character without a piece would be the unknown with or without the replacement
    mapping = [(old, new) for old, new in replaced if all(character == " " or spells(character) for character in new)]
    normaliser = SentencePieceNormalizer(
        norm_map=mapping, add_dummy_prefix=True, escape_whitespaces=True, remove_extra_whitespaces=True
    )
    compiled = sentencepiece_model_pb2.ModelProto()
    compiled.ParseFromString(normaliser.serialized_model_proto())
    model.normalizer_spec.CopyFrom(compiled.normalizer_spec)
    model.normalizer_spec.name = "nmt_nfkc_lower"
    return bytes(model.SerializeToString(deterministic=True))
