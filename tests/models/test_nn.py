from __future__ import annotations

import gzip
import hashlib
import json
import math
from typing import TYPE_CHECKING, Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from transformers import AutoModelForSeq2SeqLM, BertConfig, BertModel, PreTrainedTokenizerFast

from models.core.document import Document
from models.core.edit import apply_edits
from models.core.slots import OPERATIONS, find_slots
from models.desk import Desk
from models.nn import register
from models.nn.cleanup import CleanupModel, new_model
from models.nn.decoding import ROWS, bucket, collate, decode
from models.nn.encoding import MAX_SLOTS, Encoded, TextEncoder, windows
from models.nn.names import load_names, name_hint
from models.nn.network import START
from models.nn.predictor import CleanupPredictor, grouped
from models.nn.scaling import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.core.decision import SlotDecision

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
WORDS = "he she it him her them his its their the nun mayor said that had lost hat and ##s wendy sherman tom mr mrs"
LETTERS = "abcdefghijklmnopqrstuvwxyz.,;:!?“”\"’'—"
NAMES = {"wendy": 99, "tom": 1, "robin": 50, "alexis": 80, "jan": 20, "sherman": 1}
CALIBRATION = {
    "scalings": {"pronoun": {"temperature": 2.0, "genders": {"feminine": 0.5}, "unchanged": -0.25}},
    "thresholds": {"pronoun": {"apply": 0.3, "suggest": 0.2}},
    "quote_weight": 0.5,
}
TEXT = (
    "Wendy Sherman said that he had lost his hat. “The mayor had had it, she said.\n\nTom said it was hers; and left."
)
ANY = st.text(
    alphabet=st.one_of(st.sampled_from('heistmr .,\n“”"’\ud800\udfff\x00\u200dא😀ﬁ\u0301'), st.characters()),
    max_size=60,
)


def tokenizer() -> PreTrainedTokenizerFast:
    pieces = [*SPECIAL, *WORDS.split(), *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    backend = Tokenizer(WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
    backend.normalizer = BertNormalizer(lowercase=True)
    backend.pre_tokenizer = BertPreTokenizer()
    return PreTrainedTokenizerFast(
        tokenizer_object=backend, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )


def tiny() -> CleanupModel:
    """A model that knows nothing, with weights large enough for its answers to differ."""
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(tokenizer()),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    model = new_model(BertModel(config, add_pooling_layer=False))
    model.config.calibration = CALIBRATION
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(4)
        torch.nn.init.normal_(model.hints.weight)
    model.eval()  # type: ignore[no-untyped-call]
    return model


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models with a tiny one in it."""
    root = tmp_path_factory.mktemp("weights")
    folder = root / "cleanup-tiny"
    tiny().save_pretrained(folder)
    tokenizer().save_pretrained(folder)
    with gzip.open(folder / "names.tsv.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"{name}\t{percent}\n" for name, percent in NAMES.items())
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    manifest = {"cleanup-tiny": {"task": "cleanup", "version": "0", "licence": "Apache-2.0", "files": hashes}}
    (root / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def predictor(box: Path) -> CleanupPredictor:
    return CleanupPredictor(box / "cleanup-tiny", "cleanup-tiny")


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return TextEncoder(tokenizer().backend_tokenizer, NAMES)


def encode(encoder: TextEncoder, text: str) -> Encoded:
    return encoder.encode(text, [(p.start, p.end) for p in Document.parse(text).paragraphs])


def hint_of(encoder: TextEncoder, text: str, word: str) -> int:
    """The hint of the last ``word`` of ``text``."""
    encoded = encode(encoder, text)
    pieces = zip(encoded.starts, encoded.ids, encoded.hints, strict=True)
    return next(hint for start, piece, hint in pieces if start == text.rindex(word) and piece != encoder.sep)


def test_auto_classes_load_what_was_saved(box: Path) -> None:
    register.register()
    register.register()
    loaded: Any = AutoModelForSeq2SeqLM.from_pretrained(box / "cleanup-tiny", local_files_only=True)
    assert isinstance(loaded, CleanupModel)
    assert loaded.config.calibration == CALIBRATION
    assert loaded.config.operations == list(OPERATIONS)
    expected = tiny().state_dict()
    assert all(torch.equal(value, expected[name]) for name, value in loaded.state_dict().items())


def test_a_new_model_starts_from_its_encoder() -> None:
    torch.manual_seed(1)
    config = BertConfig(vocab_size=20, hidden_size=32, num_hidden_layers=3, num_attention_heads=2, intermediate_size=64)
    encoder = BertModel(config, add_pooling_layer=False)
    model = new_model(encoder)
    own = dict(model.encoder.named_parameters())
    layers = "encoder.layer.1", "encoder.layer.2"
    for name, value in encoder.named_parameters():
        if "token_type" not in name:
            assert torch.equal(own[name], value), name
        for i, layer in enumerate(layers):
            if name.startswith(f"{layer}.attention"):
                decoder = dict(model.decoder.named_parameters())
                mine = name.replace(layer, f"encoder.layer.{i}")
                assert torch.equal(decoder[mine], value), name
                assert torch.equal(decoder[mine.replace(".attention", ".crossattention")], value), name
    types = model.encoder.embeddings.token_type_embeddings.weight
    assert torch.equal(types[0], types[1])


@pytest.fixture(scope="module")
def whole(box: Path) -> CleanupModel:
    register.register()
    model = AutoModelForSeq2SeqLM.from_pretrained(box / "cleanup-tiny", dtype=torch.float32)
    model.eval()
    assert isinstance(model, CleanupModel)
    return model


def test_decoding_agrees_with_teacher_forcing(predictor: CleanupPredictor, whole: CleanupModel) -> None:
    texts = [TEXT, "She lost it.", "“" + "he said it, " * 30]
    jobs = [(e, w) for e in (encode(predictor.encoder, text) for text in texts) for w in windows(e)]
    batch = collate(jobs, predictor.encoder)
    scores = decode(predictor.model, batch)
    chosen = scores.argmax(-1)
    assert len({int(i) for i in chosen.flatten()}) > 3
    history = torch.cat([torch.full((len(jobs), 1), START), chosen[:, :-1]], 1)
    with torch.inference_mode():
        forced = whole(**batch, history=history)
    assert forced.logits is not None
    torch.testing.assert_close(scores, forced.logits, atol=1e-3, rtol=1e-3)
    assert forced.tagger_logits.shape == forced.logits.shape
    assert bool(batch["allowed"].gather(2, chosen.unsqueeze(-1)).all())


def test_the_past_matters_to_the_decoder(predictor: CleanupPredictor, whole: CleanupModel) -> None:
    encoded = encode(predictor.encoder, "He said he had lost it.")
    batch = collate([(encoded, w) for w in windows(encoded)], predictor.encoder)
    one = torch.tensor([[START, OPERATIONS.index("he"), OPERATIONS.index("he")]])
    two = torch.tensor([[START, OPERATIONS.index("she"), OPERATIONS.index("he")]])
    with torch.inference_mode():
        first, second = (whole(**batch, history=history).logits for history in (one, two))
    assert torch.equal(first[:, 0], second[:, 0])
    assert not torch.allclose(first[:, 1], second[:, 1])


def check_windows(encoded: Encoded, size: int, left: int, right: int) -> None:
    decided: list[int] = []
    total = len(encoded.ids)
    for w in windows(encoded, size, left, right):
        assert 0 <= w.start < w.end <= total
        assert w.end - w.start <= size - 2
        assert w.first_slot <= w.first_own < w.last_slot
        assert w.last_slot - w.first_slot <= MAX_SLOTS
        assert all(w.start <= place < w.end for place in encoded.places[w.first_slot : w.last_slot])
        own = range(w.first_own, w.last_slot)
        for slot in own:
            place = encoded.places[slot]
            assert place - w.start >= min(left, place)
            assert w.end - place > min(right, total - 1 - place)
        decided += own
    assert decided == list(range(len(encoded.slots)))


@pytest.mark.parametrize(("size", "left", "right"), [(512, 150, 32), (64, 20, 8), (40, 8, 0)])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "no slots at all",
        "he",
        TEXT,
        TEXT * 20,
        "“it\n\n" * 300,
        "he " * 1500,
        "the hat and the mayor " * 200 + "he",
        "he " + "and " * 700 + "she " + "and " * 700,
        "“" * 801,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_windows_decide_every_slot_once(encoder: TextEncoder, text: str, size: int, left: int, right: int) -> None:
    check_windows(encode(encoder, text), size, left, right)


def test_more_slots_than_the_decoder_has_positions_for(predictor: CleanupPredictor) -> None:
    document = Document.parse("“it\n\n" * 250)
    (decisions,) = predictor.decide([document])
    assert len(decisions) == 1000


def test_a_text_of_twenty_thousand_words(predictor: CleanupPredictor) -> None:
    sentence = "The mayor said that he had lost the hat and the nun had it. "
    paragraph = sentence * 10 + "\n\n"
    text = paragraph * (20_000 // len(paragraph.split()) + 1)
    assert len(text.split()) >= 20_000
    document = Document.parse(text)
    (decisions,) = predictor.decide([document])
    slots = [s for p in document.paragraphs for s in find_slots(text, p.start, p.end)]
    assert [d.slot for d in decisions] == slots
    assert all(abs(sum(d.probabilities.values()) - 1) < 1e-3 for d in decisions)


def numbers(decisions: list[SlotDecision]) -> list[float]:
    return [p for d in decisions for p in d.probabilities.values()]


def test_documents_are_decided_together_as_alone(predictor: CleanupPredictor) -> None:
    texts = [TEXT, "", "no slots", "She lost it.", TEXT * 12, "“" + "he said it, " * 40]
    documents = [Document.parse(text) for text in texts]
    together = predictor.decide(documents)
    alone = [predictor.decide([d])[0] for d in documents]
    assert [[d.slot for d in one] for one in together] == [[d.slot for d in one] for one in alone]
    for one, other in zip(together, alone, strict=True):
        assert numbers(one) == numbers(other)
    assert predictor.decide([]) == []


def test_calibration_comes_from_the_configuration(predictor: CleanupPredictor) -> None:
    assert predictor.thresholds["pronoun"].apply == 0.3
    assert predictor.quote_weight == 0.5
    assert predictor.name == "cleanup-tiny"
    document = Document.parse("So he left.")
    calibrated = predictor.decide([document])[0]
    scalings, predictor.scalings = predictor.scalings, {}
    plain = predictor.decide([document])[0]
    predictor.scalings = scalings
    for cold, hot in zip(calibrated, plain, strict=True):
        logs = {operation: math.log(p) for operation, p in hot.probabilities.items()}
        expected = scalings.get(cold.slot.kind, PLAIN).probabilities(logs, cold.slot.unchanged)
        assert cold.probabilities == pytest.approx(expected, abs=1e-5)
    assert numbers(calibrated) != numbers(plain)


def test_batches_are_bounded(encoder: TextEncoder) -> None:
    encoded = encode(encoder, TEXT * 200)
    jobs = sorted(((0, w) for w in windows(encoded)), key=lambda job: job[1].end - job[1].start)
    groups = list(grouped(jobs))
    assert [job for group in groups for job in group] == jobs
    assert len(groups) > 1
    for group in groups:
        assert len(group) <= ROWS
        assert len({bucket(w.end - w.start + 2) for _, w in group}) == 1
    assert list(grouped([])) == []


def test_names(box: Path) -> None:
    names = load_names(box / "cleanup-tiny" / "names.tsv.gz")
    assert names == NAMES
    words = ("Tom", "Jan", "Robin", "Alexis", "Wendy", "wendy", "Zorro", "")
    assert [name_hint(word, names) for word in words] == [1, 2, 3, 4, 5, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "word", "hint"),
    [
        ("Wendy Sherman left. Nobody knew why.\n\nSherman slept.", "Sherman", 5),
        ("Sherman slept.", "Sherman", 1),
        ("Tom Hat left. The Hat lost.", "Hat", 1),
        ("Mrs. Hat left. Then Hat lost.", "Hat", 5),
        ("Mr Hat left. Then Hat lost.", "Hat", 1),
        ("Mrs. Hat", "Mrs", 5),
        ("They saw Wendy. Hat left.", "Hat", 0),
        ("Robin Hat left.", "Hat", 0),
        ("wendy hat", "wendy", 0),
    ],
)
def test_hints_of_names(encoder: TextEncoder, text: str, word: str, hint: int) -> None:
    assert hint_of(encoder, text, word) == hint


def test_hints_of_marks_tell_the_spaces_around_them(encoder: TextEncoder) -> None:
    text = "“he” said “ she a”b"
    encoded = encode(encoder, text)
    hints = [h for h, s in zip(encoded.hints, encoded.starts, strict=True) if text[s] in "“”"]
    assert hints == [7, 8, 9, 6]


def test_pieces_know_their_case_and_slots_their_piece(encoder: TextEncoder) -> None:
    text = "The nun; He\n\n“it"
    encoded = encode(encoder, text)
    assert encoded.types[0] == 1
    assert encoded.types[1] == 0
    assert encoded.ids.count(encoder.sep) == 1
    for slot, place in zip(encoded.slots, encoded.places, strict=True):
        if slot.kind != "gap":
            assert encoded.starts[place] == slot.start


@settings(deadline=None)
@given(ANY)
def test_any_text_is_encoded(text: str) -> None:
    encoder = TextEncoder(tokenizer().backend_tokenizer, NAMES)
    encoded = encode(encoder, text)
    assert len(encoded.ids) == len(encoded.types) == len(encoded.hints) == len(encoded.starts)
    assert all(0 <= start < len(text) for start in encoded.starts)
    assert encoded.starts == sorted(encoded.starts)
    assert encoded.places == sorted(encoded.places)
    for slot, place in zip(encoded.slots, encoded.places, strict=True):
        if slot.kind in {"pronoun", "mark"}:
            assert encoded.starts[place] == slot.start
    check_windows(encoded, 40, 8, 4)


@pytest.mark.parametrize("text", ["\ud800", "he \udc00 said", "\ud83d“he”\ude00", "\x00he\x00", "\u200d \n\n he"])
def test_odd_texts_are_decided(predictor: CleanupPredictor, text: str) -> None:
    document = Document.parse(text)
    (decisions,) = predictor.decide([document])
    pronouns = [text[d.slot.start : d.slot.end] for d in decisions if d.slot.kind == "pronoun"]
    assert pronouns == (["he"] if "he" in text else [])


@pytest.fixture
def desk(box: Path) -> Iterator[Desk]:
    threads = torch.get_num_threads()
    yield Desk.load(models_dir=box, threads=1)
    torch.set_num_threads(threads)


def test_a_desk_with_a_model(desk: Desk, box: Path) -> None:
    assert desk.models["cleanup"].startswith("cleanup-tiny@")
    assert Desk.load(models_dir=box, cleanup="rules").models["cleanup"] == "rules"
    texts = [TEXT, "", "So he  left.", "She lost it\ud800."]
    results = desk.process_many(texts)
    for text, result in zip(texts, results, strict=True):
        assert apply_edits(text, result.edits) == result.text
        if not any(w.code == "unstable" for w in result.warnings):
            assert desk.clean(result.text).edits == ()
    assert {e.source for r in results for e in (*r.edits, *r.suggestions)} & {"cleanup-tiny"} or any(
        w.code == "unstable" for r in results for w in r.warnings
    )
