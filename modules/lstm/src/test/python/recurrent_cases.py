"""LSTM, GRU and SimpleRNN with their arguments, masks and states."""

import functools

from keras.layers import GRU, LSTM, Dense, Embedding, Masking, SimpleRNN
from keras.regularizers import L1, L1L2, L2

from keras_cases import (
    continued,
    floats,
    functional,
    ids,
    sequential,
    stateful,
    stateful_functional,
)

TRAILING = [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 0, 0, 0, 0]]
LEADING = [[1, 1, 1, 1, 1], [0, 0, 1, 1, 1], [0, 0, 0, 0, 1]]
GAPS = [[1, 0, 1, 1, 0], [0, 1, 0, 1, 1], [1, 1, 0, 0, 1]]
EMPTY_ROW = [[1, 1, 1, 0, 0], [0, 0, 0, 0, 0], [0, 1, 1, 1, 1]]
MASKS = {
    "trailing padding": TRAILING,
    "leading padding": LEADING,
    "gaps": GAPS,
    "a fully masked row": EMPTY_ROW,
}
PADDED_IDS = [[3, 1, 4, 0, 0], [1, 5, 2, 6, 5], [2, 0, 0, 0, 0]]

X = floats(3, 5, 2)

RESET_BEFORE = functools.partial(GRU, reset_after=False)
KINDS = {"LSTM": LSTM, "GRU": GRU, "GRU reset before": RESET_BEFORE, "SimpleRNN": SimpleRNN}


def cases():
    for label, kind in KINDS.items():
        yield from arguments(label, kind)
        yield from masked(label, kind)
        yield from with_states(label, kind)
    yield from gated_activations()
    yield from of_lstm_only()


def arguments(label, kind):
    yield sequential(f"{label}", [kind(3)], X)
    for argument in ("return_sequences", "go_backwards", "unroll"):
        yield sequential(f"{label} {argument}", [kind(3, **{argument: True})], X)
    yield sequential(
        f"{label} go_backwards return_sequences",
        [kind(3, go_backwards=True, return_sequences=True)],
        X,
    )
    yield sequential(
        f"{label} unroll go_backwards return_sequences",
        [kind(2, unroll=True, go_backwards=True, return_sequences=True)],
        X,
    )
    yield sequential(
        f"{label} use_bias=False", [kind(3, use_bias=False, return_sequences=True)], X
    )
    for activation in ("relu", "linear"):
        yield sequential(
            f"{label} activation={activation}",
            [kind(3, activation=activation, return_sequences=True)],
            floats(2, 4, 2),
        )
    yield sequential(f"{label} one step", [kind(4)], floats(3, 1, 2))
    yield sequential(
        f"{label} one example of 20 steps",
        [kind(2, return_sequences=True)],
        floats(1, 20, 2),
    )
    yield sequential(
        f"{label} dropout is off in inference",
        [kind(2, dropout=0.4, recurrent_dropout=0.3, return_sequences=True)],
        floats(2, 4, 2),
    )
    yield sequential(
        f"{label} regularizers",
        [
            kind(
                2,
                kernel_regularizer=L1L2(l1=0.02, l2=0.03),
                recurrent_regularizer=L2(0.05),
                bias_regularizer=L1(0.04),
            )
        ],
        floats(2, 4, 2),
    )
    yield sequential(
        f"{label} stacked", [kind(3, return_sequences=True), kind(2)], floats(2, 6, 3)
    )


def masked(label, kind):
    for pattern, steps in MASKS.items():
        for argument in ({}, {"return_sequences": True}):
            named = "".join(f" {key}" for key in argument)
            yield sequential(
                f"{label}{named}, {pattern}",
                [Masking(), kind(2, **argument)],
                floats(3, 5, 2, steps=steps),
            )
    yield sequential(
        f"{label} unroll return_sequences, gaps",
        [Masking(), kind(2, unroll=True, return_sequences=True)],
        floats(3, 5, 2, steps=GAPS),
    )
    yield sequential(
        f"{label} go_backwards return_sequences, trailing padding",
        [Masking(), kind(2, go_backwards=True, return_sequences=True)],
        floats(3, 5, 2, steps=TRAILING),
    )
    yield sequential(
        f"{label} zero_output_for_mask, gaps",
        [Masking(), kind(2, return_sequences=True, zero_output_for_mask=True)],
        floats(3, 5, 2, steps=GAPS),
    )
    yield sequential(
        f"{label} after Embedding with mask_zero",
        [Embedding(7, 3, mask_zero=True), kind(2)],
        ids(PADDED_IDS),
    )
    yield sequential(
        f"{label} stacked after Embedding with mask_zero",
        [
            Embedding(7, 3, mask_zero=True),
            kind(3, return_sequences=True),
            kind(2, return_sequences=True),
        ],
        ids(PADDED_IDS),
    )


def with_states(label, kind):
    units = 2
    state = [floats(3, units) for _ in range(2 if kind is LSTM else 1)]
    hidden = floats(3, 5, 2, steps=GAPS)

    def call(layer, before=None):
        def of(x, *initial):
            x = before(x) if before else x
            return continued(layer, x, list(initial)) if initial else layer(x)

        return of

    yield functional(f"{label} return_state", call(kind(units, return_state=True)), X)
    yield functional(
        f"{label} initial state, one step",
        call(kind(units, return_state=True, return_sequences=True)),
        floats(3, 1, 2),
        *state,
    )
    yield functional(
        f"{label} return_state return_sequences, gaps",
        call(kind(units, return_state=True, return_sequences=True), Masking()),
        hidden,
    )
    yield functional(f"{label} initial state", call(kind(units)), X, *state)
    yield functional(
        f"{label} initial state, all outputs, gaps",
        call(kind(units, return_state=True, return_sequences=True), Masking()),
        hidden,
        *state,
    )
    yield functional(
        f"{label} initial state, go_backwards return_state, a fully masked row",
        call(kind(units, return_state=True, go_backwards=True), Masking()),
        floats(3, 5, 2, steps=EMPTY_ROW),
        *state,
    )
    yield functional(
        f"{label} initial state, unroll return_state",
        call(kind(units, return_state=True, unroll=True)),
        X,
        *state,
    )
    yield stateful(f"{label} stateful", [kind(units, stateful=True)], floats(2, 4, 2))
    yield stateful(
        f"{label} stateful return_sequences, gaps",
        [Masking(), kind(units, stateful=True, return_sequences=True)],
        hidden,
    )
    yield stateful_functional(
        f"{label} stateful return_state",
        call(kind(units, stateful=True, return_state=True)),
        floats(2, 3, 2),
    )


def gated_activations():
    chosen = [
        ("relu", "hard_sigmoid"),
        ("softsign", "sigmoid"),
        ("elu", "hard_sigmoid"),
        ("sigmoid", "tanh"),
        ("selu", "softsign"),
    ]
    for label in ("LSTM", "GRU", "GRU reset before"):
        for activation, recurrent in chosen:
            yield sequential(
                f"{label} activation={activation} recurrent_activation={recurrent}",
                [KINDS[label](2, activation=activation, recurrent_activation=recurrent)],
                floats(2, 4, 2),
            )
    for activation in ("sigmoid", "softsign", "elu", "softplus", "hard_sigmoid"):
        yield sequential(
            f"SimpleRNN activation={activation}",
            [SimpleRNN(2, activation=activation)],
            floats(2, 4, 2),
        )


def of_lstm_only():
    for forget in (True, False):
        layer = LSTM(3, unit_forget_bias=forget)
        case = sequential(f"LSTM unit_forget_bias={forget}", [layer], X)
        case.remarks["initialBias"] = [float(value) for value in layer.cell.bias.numpy()]
        yield case
    yield sequential(
        "the article's network",
        [
            LSTM(4, activation="relu", return_sequences=True),
            Dense(3, activation="relu"),
            Dense(1, activation="sigmoid"),
        ],
        floats(3, 6, 2),
    )
    yield sequential("LSTM, Dense", [LSTM(4), Dense(2)], floats(4, 7, 3))
    yield sequential(
        "LSTM mask_value=-1, trailing padding",
        [Masking(mask_value=-1.0), LSTM(3, return_sequences=True)],
        floats(3, 5, 2, steps=TRAILING, hidden=-1.0),
    )
