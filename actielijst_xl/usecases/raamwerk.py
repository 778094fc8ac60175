"""The frame in which the sheets of a province are planned, whoever plans them."""

from actielijst_xl.model.actielijst import Actielijst
from actielijst_xl.model.settings import Settings
from actielijst_xl.templates import data_folder, load_toml, load_vocabulary
from actielijst_xl.writing.kader import Kader, drop_downs


def kader_for(lijst: Actielijst, settings: Settings, *, actielijst_id: str = "") -> Kader:
    """Return the frame for sheets of this actielijst.

    Args:
        lijst: What the sheets show.
        settings: The province's settings.
        actielijst_id: Id of the master that is there already; "" for a new one.
    """
    vocab = load_vocabulary()
    return Kader(
        actielijst=lijst,
        fields=settings.fields,
        vocab=vocab,
        lijsten=drop_downs(lijst, vocab, settings.keuzelijsten),
        huis=settings.huisstijl,
        teksten=load_toml(data_folder("workbook_templates") / "leeswijzer.toml"),
        reserve=settings.number("werkboek", "reserveregels"),
        actielijst_id=actielijst_id,
    )
