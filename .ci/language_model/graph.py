"""The model as an ONNX graph: one text's token ids in, its tokens' vectors of an inner and of the last layer out.

A BERT encoder. Its matrices are rounded to 7 bits for each output, what they are multiplied with to 8 bits for each
text (DynamicQuantizeMatMul): 7 bits because processors without VNNI add two products in 16 bits. Some channels carry
values ten times as large as the others', and with one scale for all of them the small ones would be lost. So each
channel is divided by a factor first and its column of the matrix multiplied by it, which changes nothing but the
rounding ("SmoothQuant", Xiao and others 2023). The table of words stays in the 4-bit blocks it comes in.

Every text is run alone: its rounding, and so its vector, never depends on other texts.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from weights import BLOCK, Weights, plain

OPSET = 20
IR_VERSION = 9  # what onnxruntime reads since 1.17
CONTRIBUTED = "com.microsoft"
IDS, TOKENS, LAST = "ids", "tokens", "last"
# A matrix value and an input value, each at its largest, twice: 2 × 63 × 255 is less than 2 ** 15.
LARGEST = 63
# How much of a channel's factor is due to its inputs' size, the rest to its column's. Mean cosine to the original with
# .5: .9970, .75: .9989, .9: .9979
SMOOTHING = 0.75
# Factors are rounded to these steps of a power of two, so that other machines' last digits make the same file.
STEPS = 8

Matrix = NDArray[np.float32]


class Product(NamedTuple):
    """A matrix, ``(out, in)``, and what is added; ``name`` is that of its input's size in the calibration."""

    name: str
    matrix: Matrix
    bias: Matrix


class Encoder:
    """Builds the graph of one model."""

    def __init__(
        self, weights: Weights, ids: Sequence[int], token_layer: int, sizes: Mapping[str, Matrix] | None
    ) -> None:
        """``ids``: the pieces kept, in their new order; ``token_layer``: whose output is the tokens' vectors.

        ``sizes``: the largest input of each channel of each product. Without them nothing is rounded, and the graph
        has each product's input as an output of its name, for finding the sizes.
        """
        self.weights, self.ids, self.token_layer, self.sizes = weights, list(ids), token_layer, sizes
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}
        self.watched: dict[str, int] = {}

    def model(self) -> onnx.ModelProto:
        """The whole graph, checked."""
        shape = self.weights.shape
        state = self.embedding()
        for number in range(shape.layers):
            state = self.layer(f"l{number}", state)
            if number + 1 == self.token_layer:
                self.add("Identity", state, name=TOKENS)
        self.add("Identity", state, name=LAST)
        widths = {TOKENS: shape.width, LAST: shape.width, **self.watched}
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "length", width])
            for name, width in widths.items()
        ]
        model = helper.make_model(
            helper.make_graph(
                self.nodes,
                "multilingual-e5-small",
                [helper.make_tensor_value_info(IDS, TensorProto.INT64, [1, "length"])],
                outputs,
                list(self.constants.values()),
            ),
            opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIBUTED, 1)],
            ir_version=IR_VERSION,
            producer_name="kpkportfolio",
        )
        onnx.checker.check_model(model)
        return model

    def embedding(self) -> str:
        """Rows of the table, taken out of their blocks, and the positions, normalised."""
        shape, tensors = self.weights.shape, self.weights.tensors
        nibbles, scales = (part[self.ids] for part in tensors["emb.word"])
        count = shape.width // BLOCK
        halves = nibbles.reshape(len(self.ids), count, 2, BLOCK // 2)
        table = halves[:, :, 0] | (halves[:, :, 1] << 4)
        rows = self.add("Gather", self.constant("emb.word", table), IDS, axis=0)
        low = self.add("BitwiseAnd", rows, self.constant("low", np.array(15, np.uint8)))
        high = self.add("BitShift", rows, self.constant("four", np.array(4, np.uint8)), direction="RIGHT")
        values = self.add("Cast", self.add("Concat", low, high, axis=-1), to=TensorProto.FLOAT)
        values = self.add("Sub", values, self.constant("eight", np.array(8, np.float32)))
        factors = self.add("Gather", self.constant("emb.word.scales", scales[:, :, None]), IDS, axis=0)
        values = self.add("Mul", values, self.add("Cast", factors, to=TensorProto.FLOAT))
        words = self.add("Reshape", values, self.integers(0, 0, shape.width))
        kind = tensors["emb.type"].reshape(shape.types, shape.width)[0]
        table = self.constant("emb.pos", tensors["emb.pos"].reshape(shape.positions, shape.width) + kind)
        length = self.add("Shape", IDS, start=1, end=2)
        places = self.add("Slice", table, self.integers(0), length, self.integers(0))
        return self.normalised(self.add("Add", words, places), "emb.ln")

    def layer(self, name: str, state: str) -> str:
        """Attention and the two inner matrices, each added to what came in and normalised."""
        query, key, value = (self.stored(f"{name}.{part}") for part in "qkv")
        seen = self.stored(f"{name}.ao")
        if self.sizes is not None:
            # attention mixes tokens, never channels: the factor of what is seen can go into the values at once
            factors = self.factors(seen)
            value = Product(value.name, value.matrix / factors[:, None], value.bias / factors)
            seen = Product(seen.name, seen.matrix * factors, seen.bias)
        merged = Product(
            query.name,
            np.concatenate([part.matrix for part in (query, key, value)]),
            np.concatenate([part.bias for part in (query, key, value)]),
        )
        product = self.smoothed(merged, state)
        parts = [f"{name}.{part}.of" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [product], parts, name=f"{name}.split", axis=-1, num_outputs=3))
        mixed = self.add("MultiHeadAttention", *parts, domain=CONTRIBUTED, num_heads=self.weights.shape.heads)
        state = self.normalised(self.add("Add", state, self.multiplied(seen, mixed)), f"{name}.aln")
        inner = self.add("Gelu", self.smoothed(self.stored(f"{name}.fi"), state))
        return self.normalised(self.add("Add", state, self.smoothed(self.stored(f"{name}.fo"), inner)), f"{name}.oln")

    def stored(self, name: str) -> Product:
        """A product of the file."""
        return Product(name, plain(*self.weights.tensors[f"{name}.w"]), self.weights.tensors[f"{name}.b"])

    def factors(self, product: Product) -> Matrix:
        """By what each channel of the product's input is divided."""
        assert self.sizes is not None
        columns = np.abs(product.matrix).max(axis=0)
        steps = np.log2(self.sizes[product.name]) * SMOOTHING - np.log2(columns) * (1 - SMOOTHING)
        return np.exp2(np.round((steps - np.median(steps)) * STEPS) / STEPS).astype(np.float32)

    def smoothed(self, product: Product, state: str) -> str:
        """The state, each channel divided by its factor, times the matrix."""
        if self.sizes is None:
            return self.multiplied(product, state)
        factors = self.factors(product)
        state = self.add("Mul", state, self.constant(f"{product.name}.smooth", 1 / factors))
        return self.multiplied(Product(product.name, product.matrix * factors, product.bias), state)

    def multiplied(self, product: Product, state: str) -> str:
        """The state times the matrix, plus the bias."""
        name, bias = product.name, self.constant(f"{product.name}.b", product.bias)
        if self.sizes is None:
            self.add("Identity", state, name=name)
            self.watched[name] = product.matrix.shape[1]
            return self.add("Add", self.add("MatMul", state, self.constant(f"{name}.w", product.matrix.T)), bias)
        scales = np.abs(product.matrix).max(axis=1) / LARGEST
        rounded = np.round(product.matrix / scales[:, None]).astype(np.int8)
        return self.add(
            "DynamicQuantizeMatMul",
            state,
            self.constant(f"{name}.w", rounded.T),
            self.constant(f"{name}.scales", scales.astype(np.float32)),
            self.constant(f"{name}.zeros", np.zeros(len(scales), np.int8)),
            bias,
            domain=CONTRIBUTED,
        )

    def normalised(self, state: str, name: str) -> str:
        """Layer normalisation."""
        scale, bias = (self.constant(f"{name}.{part}", self.weights.tensors[f"{name}.{part}"]) for part in "wb")
        return self.add("LayerNormalization", state, scale, bias, axis=-1, epsilon=self.weights.shape.epsilon)

    def constant(self, name: str, values: NDArray[Any]) -> str:
        """A tensor of the file."""
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def integers(self, *values: int) -> str:
        """A small constant, such as a shape."""
        return self.constant(f"integers.{'.'.join(map(str, values))}", np.array(values, np.int64))

    def add(self, operator: str, *inputs: str, name: str = "", domain: str = "", **attributes: Any) -> str:
        """One operation; the name of its result."""
        name = name or f"{operator.lower()}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], name=f"{name}.node", domain=domain, **attributes))
        return name
