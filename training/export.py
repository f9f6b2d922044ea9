"""From a trained reader to the files that graphkb ships: int8 ONNX graphs, a tokenizer, and what the numbers mean."""

import hashlib
import json
import shutil
import tempfile
from copy import deepcopy
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn

from graphkb.relations.decoding import Scheme
from graphkb.relations.reader import NUMBERS
from training.data import make_example
from training.model import Reader, batch_of

OPSET = 17
TEXT = "A met B in C."


class States(nn.Module):
    """The encoder with the tagging of spans, which costs next to nothing beside it."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder, self.tags = reader.encoder, reader.tags

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        states = self.encoder(ids, mask)
        return states, self.tags(states)


def export(
    reader: Reader,
    tokenizer_file: Path,
    scheme: Scheme,
    folder: Path,
    *,
    with_rules: Scheme | None = None,
    quantized: bool = True,
) -> None:
    """Write encoder.onnx, pairs.onnx, tokenizer.json and reader.json into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    reader = deepcopy(reader)
    with torch.no_grad():
        reader.encoder.fold_marks()
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    spans = [{"mention": m, "start": TEXT.index(m), "label": "State", "names": [m], "code": None} for m in "ABC"]
    record = {"id": "x", "text": TEXT, "entities": spans, "relations": [], "set": "x"}
    example = make_example(record, tokenizer)
    batch = batch_of([example, example])
    rows = {0: "sentences", 1: "tokens"}
    names = ["span_sentence", "span_start", "span_end", "span_label", "source", "target"]
    with tempfile.TemporaryDirectory() as temporary, torch.no_grad():
        whole = Path(temporary)
        torch.onnx.export(
            States(reader), (batch.ids, batch.mask), str(whole / "encoder.onnx"), dynamo=False, opset_version=OPSET,
            input_names=["ids", "mask"], output_names=["states", "tags"],
            dynamic_axes=dict.fromkeys(("ids", "mask", "states", "tags"), rows),
        )  # fmt: skip
        states = reader.encoder(batch.ids, batch.mask)
        outs = ["types", "kinds", "modality", "triggers"]
        torch.onnx.export(
            reader.pairs, (states, batch.mask, *batch.inputs()), str(whole / "pairs.onnx"), dynamo=False,
            opset_version=OPSET, input_names=["states", "mask", *names], output_names=outs,
            dynamic_axes={
                "states": rows, "mask": rows, **{name: {0: "spans"} for name in names[:4]},
                **{name: {0: "pairs"} for name in (*names[4:], *outs)}, "triggers": {0: "pairs", 1: "tokens"},
            },
        )  # fmt: skip
        for name in ("encoder.onnx", "pairs.onnx"):
            _ship(whole / name, folder / name, quantized)
    _write_tokenizer(tokenizer_file, folder / "tokenizer.json")
    meaning = json.dumps(_meaning(scheme, with_rules or scheme), indent=1)
    (folder / "reader.json").write_text(meaning + "\n", encoding="utf-8")


def _ship(source: Path, target: Path, quantized: bool) -> None:
    if not quantized:
        shutil.copy(source, target)
        return
    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    # Seven bits: processors without VNNI add pairs of products in 16 bits, which would overflow with eight.
    quantize_dynamic(
        str(prepared), str(target), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    onnx.checker.check_model(str(target))


def _write_tokenizer(source: Path, target: Path) -> None:
    raw = json.loads(source.read_text(encoding="utf-8"))
    raw["padding"] = raw["truncation"] = None
    target.write_text(json.dumps(raw, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _meaning(scheme: Scheme, with_rules: Scheme) -> dict[str, object]:
    return {
        "types": scheme.types,
        "kinds": scheme.kinds,
        "parents": scheme.parents,
        "modalities": scheme.modalities,
        **{
            use: {
                **{name: round(getattr(numbers, name), 4) for name in NUMBERS},
                "thresholds": {n: round(t, 4) for n, t in zip(scheme.types, numbers.thresholds, strict=True)},
            }
            for use, numbers in (("alone", scheme), ("with_rules", with_rules))
        },
    }


def fingerprint(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file that is shipped."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
