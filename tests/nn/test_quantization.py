from __future__ import annotations

import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models.nn.quantization import SCALE, quantized, restored

MATRICES = arrays.arrays(
    np.float32, arrays.array_shapes(min_dims=2, max_dims=2, max_side=8), elements=st.floats(-64, 64, width=32)
)


@given(MATRICES)
def test_no_number_moves_by_more_than_its_row_allows(matrix: np.ndarray) -> None:
    values = torch.from_numpy(matrix)
    stored = quantized("w", values)
    assert stored["w"].dtype == torch.int8
    assert stored["w" + SCALE].dtype == torch.float16
    back = restored(stored)
    assert back.keys() == {"w"}
    # Half a step, and what half precision takes off the scale.
    step = values.abs().amax(1, keepdim=True) / 127
    assert ((back["w"] - values).abs() <= 0.6 * step + 2**-14).all()


@given(MATRICES)
def test_it_is_the_same_for_arrays(matrix: np.ndarray) -> None:
    stored = quantized("w", torch.from_numpy(matrix))
    arrays_of = {name: values.numpy() for name, values in stored.items()}
    again = restored(arrays_of, lambda values: values.astype(np.float32))
    assert np.array_equal(again["w"], restored(stored)["w"].numpy())


def test_rows_have_scales_of_their_own() -> None:
    values = torch.tensor([[1.0, -1.0], [1000.0, 500.0], [0.0, 0.0]])
    back = restored(quantized("w", values))["w"]
    assert torch.allclose(back, values, rtol=0.01)


def test_what_is_in_single_precision_is_not_copied() -> None:
    values = torch.rand(2, 3)
    assert restored({"b": values})["b"] is values
    assert restored({"b": values.half()})["b"].dtype == torch.float32
