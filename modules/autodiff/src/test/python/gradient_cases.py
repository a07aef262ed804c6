"""The programs whose gradients are recorded."""

import itertools
import zlib
from dataclasses import dataclass
from typing import Callable

import numpy as np
import tensorflow as tf


@dataclass
class Case:
    name: str
    inputs: dict
    build: Callable
    sources: list
    order: int = 1


def numbers(name, *shape, low=-2.0, high=2.0):
    """Random multiples of 1/64, which float32 holds exactly, none of them 0."""
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    values = np.round(rng.uniform(low, high, shape) * 64) / 64
    return np.where(values == 0, 1 / 64, values)


def case(name, shapes, build, sources=None, order=1, low=-2.0, high=2.0):
    inputs = {
        key: numbers(f"{name}/{key}", *value, low=low, high=high) if isinstance(value, tuple) else value
        for key, value in shapes.items()}
    return Case(name, inputs, build, sources or list(inputs), order)


def unary():
    plain = "Neg Square Exp Expm1 Sin Cos Sinh Cosh Asinh Atan Erf Abs Sign Sigmoid Tanh Softplus " \
        "Softsign Relu Relu6 Elu Selu LeakyRelu Identity ZerosLike OnesLike Floor StopGradient"
    positive = "Sqrt Rsqrt Log Log1p Reciprocal Inv Lgamma Digamma"
    inside = "Tan Asin Acos Atanh"
    ranges = [(plain, -2, 2), (positive, 0.25, 3), (inside, -0.9, 0.9), ("Acosh", 1.25, 3)]
    for names, low, high in ranges:
        for op in names.split():
            arg = "features" if op in ("Softplus Softsign Relu Relu6 Elu Selu LeakyRelu".split()) else "x"
            arg = "input" if op in ("Identity", "StopGradient") else arg
            yield case(f"unary {op}", {"x": (2, 3)}, lambda p, x, op=op, arg=arg:
                       getattr(p, op)(**{arg: x}), order=2, low=low, high=high)
    yield case("unary LeakyRelu alpha", {"x": (5,)},
               lambda p, x: p.LeakyRelu(features=x, alpha=0.5), order=2)


def binary():
    shapes = {
        "same": ((2, 3), (2, 3)), "row": ((2, 3), (3,)), "column": ((2, 3), (2, 1)),
        "first": ((3,), (2, 3)), "both": ((2, 1), (1, 3)), "scalar": ((2, 3), ()),
        "axes": ((4, 1, 3), (2, 1)), "ones": ((1, 1), (2, 1, 1)),
    }
    for op, (key, (a, b)) in itertools.product("Add AddV2 Sub Mul RealDiv".split(), shapes.items()):
        yield case(f"binary {op} {key}", {"x": a, "y": b}, lambda p, x, y, op=op:
                   getattr(p, op)(x=x, y=y), order=2 if key in ("row", "both") else 1, low=0.25)
    for op in "Div DivNoNan Maximum Minimum SquaredDifference Pow Xlogy Xdivy Xlog1py MulNoNan".split():
        for key in ("same", "row", "both", "scalar"):
            a, b = shapes[key]
            yield case(f"binary {op} {key}", {"x": a, "y": b}, lambda p, x, y, op=op:
                       getattr(p, op)(x=x, y=y), order=2 if key == "both" else 1, low=0.25)
    for key in ("same", "row", "column", "both"):
        a, b = shapes[key]
        yield case(f"binary Atan2 {key}", {"y": a, "x": b}, lambda p, y, x: p.Atan2(y=y, x=x),
                   order=2 if key == "both" else 1)
    ties = np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])
    for op in ("Maximum", "Minimum"):
        yield case(f"binary {op} ties", {"x": ties[0], "y": ties[1]},
                   lambda p, x, y, op=op: getattr(p, op)(x=x, y=y))
    yield case("binary Pow of zero", {"x": np.array([0.0, 0.0, 2.0]), "y": np.array([2.0, 0.5, 3.0])},
               lambda p, x, y: p.Pow(x=x, y=y), sources=["y"])
    yield case("binary DivNoNan by zero", {"x": np.array([1.0, 2.0]), "y": np.array([0.0, 4.0])},
               lambda p, x, y: p.DivNoNan(x=x, y=y))
    yield case("binary Xlogy of zero", {"x": np.array([0.0, 2.0]), "y": np.array([0.0, 4.0])},
               lambda p, x, y: p.Xlogy(x=x, y=y))
    yield case("binary FloorMod", {"x": (2, 3), "y": (3,)}, lambda p, x, y: p.FloorMod(x=x, y=y),
               low=0.5, high=4)
    yield case("binary same operand twice", {"x": (2, 2)}, lambda p, x: p.Mul(x=x, y=x), order=2)
    yield case("AddN", {"x": (2, 2), "y": (2, 2), "z": (2, 2)},
               lambda p, x, y, z: p.AddN(inputs=[x, y, p.Mul(x=x, y=z)]))


def reductions():
    for op in "Sum Mean Max Min Prod".split():
        for key, axes, keep in (("all", [0, 1, 2], False), ("last", [-1], False), ("keep", [1], True),
                                ("two", [0, 2], True), ("none", [], False)):
            yield case(f"reduction {op} {key}", {"x": (2, 3, 2)}, lambda p, x, op=op, axes=axes, keep=keep:
                       getattr(p, op)(input=x, axis=p.ints(*axes), keep_dims=keep),
                       order=2 if key == "last" else 1)
    yield case("reduction Max ties", {"x": np.array([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])},
               lambda p, x: p.Max(input=x, axis=p.ints(1)))
    yield case("reduction Prod with a zero", {"x": np.array([[1.5, 0.0, 3.0], [0.0, 2.0, 0.0]])},
               lambda p, x: p.Prod(input=x, axis=p.ints(1)))
    yield case("reduction L2Loss", {"x": (2, 3)}, lambda p, x: p.L2Loss(t=x), order=2)
    yield case("reduction EuclideanNorm", {"x": (2, 3)},
               lambda p, x: p.EuclideanNorm(input=x, axis=p.ints(1)))
    for exclusive, reverse in itertools.product((False, True), repeat=2):
        yield case(f"Cumsum {exclusive} {reverse}", {"x": (2, 3)},
                   lambda p, x, e=exclusive, r=reverse: p.Cumsum(x=x, axis=p.int(1), exclusive=e, reverse=r))
    yield case("Cumprod", {"x": (2, 3)}, lambda p, x: p.Cumprod(x=x, axis=p.int(1)))


def products():
    for ta, tb in itertools.product((False, True), repeat=2):
        a, b = ((3, 2) if ta else (2, 3)), ((4, 3) if tb else (3, 4))
        yield case(f"MatMul {ta} {tb}", {"a": a, "b": b},
                   lambda p, a, b, ta=ta, tb=tb: p.MatMul(a=a, b=b, transpose_a=ta, transpose_b=tb), order=2)
        for key, lead in (("same", ((2,), (2,))), ("broadcast", ((2, 1), (3,)))):
            yield case(f"BatchMatMulV2 {ta} {tb} {key}", {"x": lead[0] + a, "y": lead[1] + b},
                       lambda p, x, y, ta=ta, tb=tb: p.BatchMatMulV2(x=x, y=y, adj_x=ta, adj_y=tb))
    for equation, a, b in (("ij,jk->ik", (2, 3), (3, 2)), ("bij,bjk->bik", (2, 2, 3), (2, 3, 2)),
                           ("bti,iu->btu", (2, 3, 2), (2, 4)), ("i,i->", (3,), (3,)),
                           ("...ij,jk->...ik", (2, 2, 3), (3, 2))):
        yield case(f"Einsum {equation}", {"a": a, "b": b},
                   lambda p, a, b, e=equation: p.Einsum(inputs=[a, b], equation=e))


def arrays():
    yield case("Reshape", {"x": (2, 3)}, lambda p, x: p.Reshape(tensor=x, shape=p.ints(3, -1)), order=2)
    yield case("Transpose", {"x": (2, 3, 4)}, lambda p, x: p.Transpose(x=x, perm=p.ints(2, 0, 1)))
    yield case("ExpandDims", {"x": (2, 3)}, lambda p, x: p.ExpandDims(input=x, axis=p.int(1)))
    yield case("Squeeze", {"x": (2, 1, 3, 1)}, lambda p, x: p.Squeeze(input=x, axis=[1]))
    yield case("BroadcastTo", {"x": (3, 1)}, lambda p, x: p.BroadcastTo(input=x, shape=p.ints(2, 3, 4)))
    yield case("Tile", {"x": (2, 3)}, lambda p, x: p.Tile(input=x, multiples=p.ints(2, 3)))
    yield case("Pad", {"x": (2, 3)}, lambda p, x: p.Pad(input=x, paddings=pairs(p, [1, 2], [0, 1])))
    yield case("PadV2", {"x": (2, 3), "c": ()}, lambda p, x, c:
               p.PadV2(input=x, paddings=pairs(p, [1, 2], [0, 1]), constant_values=c))
    for mode in ("REFLECT", "SYMMETRIC"):
        yield case(f"MirrorPad {mode}", {"x": (3, 3)}, lambda p, x, m=mode:
                   p.MirrorPad(input=x, paddings=pairs(p, [1, 2], [2, 0]), mode=m))
    yield case("Slice", {"x": (3, 4)}, lambda p, x: p.Slice(input=x, begin=p.ints(1, 0), size=p.ints(2, -1)))
    strided = {"begin": ([0, 1], [2, 4], [1, 2], {}), "negative": ([-1, 3], [-4, 0], [-1, -2], {}),
               "shrink": ([1, 0], [2, 4], [1, 1], {"shrink_axis_mask": 1}),
               "mask": ([1, 1], [3, 2], [1, 1], {"begin_mask": 2, "end_mask": 1}),
               "new axis": ([0, 0, 1], [0, 2, 3], [1, 1, 1], {"new_axis_mask": 1}),
               "ellipsis": ([0, 1], [0, 3], [1, 1], {"ellipsis_mask": 1})}
    for key, (begin, end, strides, masks) in strided.items():
        yield case(f"StridedSlice {key}", {"x": (3, 4)}, lambda p, x, b=begin, e=end, s=strides, m=masks:
                   p.StridedSlice(input=x, begin=p.ints(*b), end=p.ints(*e), strides=p.ints(*s), **m),
                   order=2 if key == "begin" else 1)
    yield case("Split all", {"x": (2, 6)}, lambda p, x: [
        p.Square(x=part) for part in p.Split(axis=p.int(1), value=x, num_split=3)], order=2)
    yield case("Split one part", {"x": (2, 6)}, lambda p, x: p.Split(axis=p.int(1), value=x, num_split=3)[1])
    yield case("SplitV", {"x": (2, 6)}, lambda p, x:
               p.SplitV(value=x, size_splits=p.ints(1, 3, 2), axis=p.int(1), num_split=3)[1])
    yield case("Unpack", {"x": (2, 3)}, lambda p, x: p.Unpack(value=x, num=3, axis=1)[1])
    yield case("Pack", {"x": (2,), "y": (2,)}, lambda p, x, y: p.Pack(values=[x, y, x], axis=1))
    yield case("ConcatV2", {"x": (2, 1), "y": (2, 2)}, lambda p, x, y:
               p.ConcatV2(values=[x, y, x], axis=p.int(-1)), order=2)
    yield case("Concat", {"x": (2, 1), "y": (2, 2)}, lambda p, x, y:
               p.Concat(concat_dim=p.int(1), values=[x, y]))
    yield case("ReverseV2", {"x": (2, 3)}, lambda p, x: p.ReverseV2(tensor=x, axis=p.ints(1)))
    yield case("ReverseSequence", {"x": (2, 4)}, lambda p, x:
               p.ReverseSequence(input=x, seq_lengths=p.ints(2, 3), seq_dim=1))
    yield case("Roll", {"x": (2, 4)}, lambda p, x: p.Roll(input=x, shift=p.int(1), axis=p.int(1)))
    yield case("Select", {"x": (3,), "y": (3,)}, lambda p, x, y:
               p.Select(condition=p.Greater(x=x, y=y), x=x, y=y))
    yield case("SelectV2", {"x": (2, 3), "y": (3,)}, lambda p, x, y:
               p.SelectV2(condition=p.Greater(x=x, y=y), t=x, e=y), order=2)
    yield case("Where by mask", {"x": (2, 3)}, lambda p, x: p.GatherNd(
        params=x, indices=p.Where(condition=p.Greater(x=x, y=p.constant(0.0)))))
    gathers = {"rows": ([2, 0, 2], 0), "matrix": ([[0, 1], [1, 1]], 0), "columns": ([1, 1], 1), "one": (1, 0)}
    for key, (indices, axis) in gathers.items():
        yield case(f"GatherV2 {key}", {"x": (3, 2)}, lambda p, x, i=indices, a=axis:
                   p.GatherV2(params=x, indices=p.constant(i, tf.int32), axis=p.int(a)))
    yield case("GatherV2 batch", {"x": (2, 3)}, lambda p, x: p.GatherV2(
        params=x, indices=p.constant([[0, 2], [1, 1]], tf.int32), axis=p.int(1), batch_dims=1))
    yield case("GatherV2 twice and as a whole", {"x": (3, 2)}, lambda p, x: [
        p.GatherV2(params=x, indices=p.ints(0, 0), axis=p.int(0)),
        p.GatherV2(params=x, indices=p.ints(2), axis=p.int(0)), p.Square(x=x)])
    yield case("GatherV2 twice", {"x": (3, 2)}, lambda p, x: [
        p.GatherV2(params=x, indices=p.ints(0, 0), axis=p.int(0)),
        p.GatherV2(params=x, indices=p.ints(2), axis=p.int(0))])
    yield case("GatherV2 of what was computed", {"x": (3, 2)}, lambda p, x: p.Square(
        x=p.GatherV2(params=p.Tanh(x=x), indices=p.ints(2, 2), axis=p.int(0))), order=2)
    yield case("GatherNd", {"x": (3, 2)}, lambda p, x:
               p.GatherNd(params=x, indices=p.constant([[0, 1], [2, 0], [0, 1]], tf.int32)))
    yield case("ScatterNd", {"x": (3,)}, lambda p, x:
               p.ScatterNd(indices=p.constant([[4], [1], [4]], tf.int32), updates=x, shape=p.ints(6)))
    yield case("UnsortedSegmentSum", {"x": (3, 2)}, lambda p, x: p.UnsortedSegmentSum(
        data=x, segment_ids=p.ints(1, 0, 1), num_segments=p.int(3)), order=2)
    yield case("TopKV2", {"x": (2, 4)}, lambda p, x: p.TopKV2(input=x, k=p.int(2))[0])
    yield case("MatrixBandPart", {"x": (3, 3)}, lambda p, x:
               p.MatrixBandPart(input=x, num_lower=p.int(1), num_upper=p.int(0)))
    yield case("IdentityN", {"x": (2,), "y": (3,)}, lambda p, x, y: p.IdentityN(input=[x, y])[1])
    yield case("EnsureShape", {"x": (2, 3)}, lambda p, x: p.EnsureShape(input=x, shape=[None, 3]))
    yield case("ClipByValue", {"x": (2, 3)}, lambda p, x: p.ClipByValue(
        t=x, clip_value_min=p.constant(-1.0), clip_value_max=p.constant(1.0)), order=2)
    yield case("Cast through integers", {"x": (3,)}, lambda p, x: p.Mul(
        x=x, y=p.Cast(x=p.Cast(x=x, DstT=tf.int32), DstT=p.dtype)))
    yield case("OneHot of the largest", {"x": (2, 3)}, lambda p, x: p.Mul(x=x, y=p.OneHot(
        indices=p.ArgMax(input=x, dimension=p.int(1)), depth=p.int(3), on_value=p.constant(1.0),
        off_value=p.constant(0.0))))
    yield case("Fill", {"x": ()}, lambda p, x: p.Fill(dims=p.ints(2, 2), value=x))


def pairs(p, *rows):
    return p.constant(list(rows), tf.int32)


def neural():
    yield case("BiasAdd", {"x": (2, 3), "b": (3,)}, lambda p, x, b: p.BiasAdd(value=x, bias=b), order=2)
    yield case("Softmax", {"x": (2, 3)}, lambda p, x: p.Softmax(logits=x), order=2)
    yield case("LogSoftmax", {"x": (2, 3)}, lambda p, x: p.LogSoftmax(logits=x), order=2)
    labels = numbers("labels", 2, 3, low=0.1, high=1)
    yield case("SoftmaxCrossEntropyWithLogits", {"x": (2, 3), "y": labels},
               lambda p, x, y: p.SoftmaxCrossEntropyWithLogits(features=x, labels=y)[0])
    # Python leaves the labels' part of the second order out.
    yield case("SoftmaxCrossEntropyWithLogits of logits", {"x": (2, 3), "y": labels}, lambda p, x, y:
               p.SoftmaxCrossEntropyWithLogits(features=x, labels=y)[0], sources=["x"], order=2)
    yield case("SparseSoftmaxCrossEntropyWithLogits", {"x": (2, 3)}, lambda p, x:
               p.SparseSoftmaxCrossEntropyWithLogits(features=x, labels=p.ints(2, 0))[0], order=2)
    yield case("branch that does not connect", {"x": (2,), "y": (2,)}, lambda p, x, y: p.Square(x=x))
    yield case("diamond", {"x": (2,)}, lambda p, x: diamond(p, x), order=2)
    yield case("no gradient", {"x": (3,)}, lambda p, x: p.UniqueV2(x=x, axis=p.ints(0))[0])


def diamond(p, x):
    a, b = p.Sin(x=x), p.Exp(x=x)
    c = p.Mul(x=a, y=b)
    return p.Add(x=p.Mul(x=c, y=a), y=p.Sub(x=b, y=c))


def all_cases():
    import gradient_framework  # these use what is above
    import gradient_kernels
    import gradient_networks
    groups = unary, binary, reductions, products, arrays, neural
    for group in groups:
        yield from group()
    yield from gradient_networks.networks()
    yield from gradient_networks.activations()
    yield from gradient_networks.losses()
    yield from gradient_framework.all_cases()
    yield from gradient_kernels.all_cases()
