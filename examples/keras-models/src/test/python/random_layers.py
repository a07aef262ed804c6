"""Layers with arguments drawn at random, of all that the Java side says it can read."""

from keras import constraints, initializers, layers, regularizers

# What is not bounded may grow over time: it stands in few steps and with small weights.
ACTIVATIONS = [
    "tanh", "sigmoid", "softsign", "relu", "elu", "selu", "gelu", "silu", "softplus", "mish",
    "hard_sigmoid", "hard_silu", "leaky_relu", "relu6", "linear", "softmax", "exponential", None,
]  # fmt: skip
RECURRENT = ["tanh", "tanh", "tanh", "sigmoid", "softsign", "relu", "elu", "selu", "gelu", "linear"]
GATES = ["sigmoid", "sigmoid", "hard_sigmoid", "tanh", "softsign"]
MERGE_MODES = ["concat", "sum", "mul", "ave"]


class Draw:
    """Choices from one seed."""

    def __init__(self, rng):
        self.rng = rng

    def chance(self, probability):
        return bool(self.rng.random() < probability)

    def one(self, choices):
        return choices[int(self.rng.integers(len(choices)))]

    def whole(self, low, high):
        """A number from low to high, both included."""
        return int(self.rng.integers(low, high + 1))

    def number(self, low, high):
        return float(self.rng.uniform(low, high))

    def options(self, part):
        """An initializer, a regularizer and a constraint of some weights; most are not given."""
        options = {}
        if self.chance(0.2):
            options[part + "_initializer"] = self.one(
                [
                    "he_normal",
                    "lecun_uniform",
                    initializers.RandomNormal(stddev=0.1),
                    initializers.VarianceScaling(0.5, "fan_avg", "uniform"),
                    initializers.Constant(0.1),
                ]
            )
        if self.chance(0.1):
            options[part + "_regularizer"] = self.one(
                ["l2", regularizers.L1(0.02), regularizers.L1L2(0.01, 0.03)]
            )
        if self.chance(0.1):
            options[part + "_constraint"] = self.one(
                ["non_neg", constraints.MaxNorm(1.5), constraints.UnitNorm(axis=0)]
            )
        return options

    def maybe(self, probability, **options):
        return options if self.chance(probability) else {}


def recurrent(draw, units=None, kind=None, time=None, **fixed):
    """LSTM, GRU or SimpleRNN, with the arguments that are given and others."""
    kind = kind or draw.one([layers.LSTM, layers.LSTM, layers.GRU, layers.SimpleRNN])
    options = {
        **draw.maybe(0.4, activation=draw.one(RECURRENT)),
        **draw.maybe(0.2, use_bias=False),
        **draw.maybe(0.2, dropout=draw.number(0, 0.5)),
        **draw.maybe(0.2, recurrent_dropout=draw.number(0, 0.5)),
        **draw.maybe(0.2, go_backwards=True),
        **draw.maybe(0.2, zero_output_for_mask=True),
        **draw.maybe(0.1, seed=draw.whole(1, 99)),
        **draw.options("kernel"),
        **draw.options("recurrent"),
        **draw.options("bias"),
    }
    if kind is not layers.SimpleRNN:
        options |= draw.maybe(0.4, recurrent_activation=draw.one(GATES))
    if kind is layers.LSTM:
        options |= draw.maybe(0.2, unit_forget_bias=False)
    if kind is layers.GRU:
        options |= draw.maybe(0.4, reset_after=False)
    options |= fixed
    # Unrolled backwards, Keras 3.15.1 takes zeros for the masked steps of the wrong end.
    if time is not None and not options.get("zero_output_for_mask") and draw.chance(0.2):
        options["unroll"] = True
    return kind(units or draw.whole(1, 6), **options)


def bidirectional(draw, sequences, time=None, **fixed):
    """Two directions: one layer that is copied, or two of one size."""
    units = draw.whole(1, 5)
    # With a mask, Keras 3.15.1 unrolls the backward layer wrongly: a time that is not told here
    # keeps both from being unrolled.
    plain = {"return_sequences": sequences, "go_backwards": False, **fixed}
    forward = recurrent(draw, units, time=time, **plain)
    options = {"merge_mode": draw.one(MERGE_MODES)}
    if draw.chance(0.4):
        same = layers.GRU if draw.chance(0.5) else type(forward)
        mask = {"zero_output_for_mask": forward.zero_output_for_mask}
        backward = {**plain, "go_backwards": True, **mask}
        options["backward_layer"] = recurrent(draw, units, kind=same, time=time, **backward)
    return layers.Bidirectional(forward, **options)


def dense(draw, units=None, activations=None):
    return layers.Dense(
        units or draw.whole(1, 6),
        activation=draw.one(activations or ACTIVATIONS),
        use_bias=draw.chance(0.8),
        **draw.options("kernel"),
        **draw.options("bias"),
    )


def normalization(draw):
    return layers.LayerNormalization(
        epsilon=draw.one([0.001, 0.01]),
        center=draw.chance(0.8),
        scale=draw.chance(0.8),
        **draw.options("beta"),
        **draw.options("gamma"),
    )


def step_by_step(draw, time):
    """A layer that keeps the time."""
    kinds = ["dense", "normalization", "dropout", "activation"]
    if time is not None:
        # Keras 3.15.1 exports TimeDistributed wrongly where the time is unknown.
        kinds.append("time_distributed")
    kind = draw.one(kinds)
    if kind == "dense":
        return dense(draw)
    if kind == "normalization":
        return normalization(draw)
    if kind == "dropout":
        return layers.Dropout(draw.number(0, 0.6), **draw.maybe(0.3, seed=draw.whole(1, 99)))
    if kind == "activation":
        return layers.Activation(draw.one(ACTIVATIONS[:-1]))
    return layers.TimeDistributed(dense(draw))
