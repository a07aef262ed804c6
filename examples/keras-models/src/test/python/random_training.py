"""Ways to compile a model, drawn at random."""

from keras import losses, metrics, optimizers
from keras.optimizers import schedules


def rate(draw):
    """A learning rate or a schedule of it."""
    start = draw.number(0.001, 0.1)
    return draw.one(
        [
            start,
            start,
            schedules.ExponentialDecay(start, 100, 0.9, staircase=draw.chance(0.5)),
            schedules.CosineDecay(start, 50, alpha=0.1),
            schedules.CosineDecay(0.0, 50, warmup_target=start, warmup_steps=5),
            schedules.CosineDecayRestarts(start, 20),
            schedules.PolynomialDecay(start, 40, 0.001, power=2.0, cycle=draw.chance(0.5)),
            schedules.InverseTimeDecay(start, 10, 0.5),
            schedules.PiecewiseConstantDecay([5, 9], [start, start / 2, start / 4]),
        ]
    )


def optimizer(draw):
    clipping = draw.one([{}, {}, {"clipnorm": 1.0}, {"clipvalue": 0.5}, {"global_clipnorm": 2.0}])
    common = {"learning_rate": rate(draw), **clipping, **draw.maybe(0.2, weight_decay=0.01)}
    kind = draw.one(["adam", "adamw", "sgd", "rmsprop", "nadam"])
    if kind == "adam":
        return optimizers.Adam(beta_1=0.8, **draw.maybe(0.3, amsgrad=True), **common)
    if kind == "adamw":
        return optimizers.AdamW(**(common | {"weight_decay": 0.004}))
    if kind == "sgd":
        return optimizers.SGD(momentum=draw.one([0.0, 0.9]), nesterov=draw.chance(0.5), **common)
    if kind == "rmsprop":
        return optimizers.RMSprop(
            momentum=draw.one([0.0, 0.5]), centered=draw.chance(0.3), **common
        )
    return optimizers.Nadam(**common)


def compile_model(draw, model):
    """As a string or an object, for all outputs."""
    loss = draw.one(
        ["mse", "mae", "mean_absolute_percentage_error", losses.Huber(0.7), losses.LogCosh()]
    )
    measured = draw.one([None, ["mae"], [metrics.RootMeanSquaredError(), "mse"]])
    names = getattr(model, "output_names", None) or [model.layers[-1].name]
    if len(names) > 1:
        weights = draw.one([None, {name: 0.5 for name in names}])
        loss = {name: loss for name in names}
        measured = measured and {names[0]: measured}
        model.compile(optimizer(draw), loss, loss_weights=weights, metrics=measured)
    else:
        model.compile(optimizer(draw), loss, metrics=measured)
