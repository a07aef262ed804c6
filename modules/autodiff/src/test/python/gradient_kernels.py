"""More programs whose gradients are recorded: the ops that gradient_cases.py leaves out, with second orders."""

import itertools

import numpy as np
import tensorflow as tf

from gradient_cases import case, pairs


def elementwise():
    for names, arg, low, high in (("Ceil Erfc Rint Round", "x", -2, 2), ("Erfinv Ndtri", "x", 0.1, 0.9),
                                  ("Relu6", "features", -8, 8)):
        for op in names.split():
            yield case(f"wide {op}", {"x": (3, 2)}, lambda p, x, op=op, arg=arg: getattr(p, op)(**{arg: x}),
                       order=2, low=low, high=high)
    yield case("CheckNumerics", {"x": (2,)}, lambda p, x: p.CheckNumerics(tensor=x, message="not finite"))
    yield case("PlaceholderWithDefault", {"x": (2,)},
               lambda p, x: p.PlaceholderWithDefault(input=x, shape=[2]))
    for key, (a, b) in {"scalar first": ((), (2, 2)), "row first": ((3,), (2, 3)),
                        "ones": ((1, 1), (2, 1, 1)), "axes": ((4, 1, 3), (2, 1))}.items():
        for op in "DivNoNan Maximum Minimum SquaredDifference Pow Xlogy Xdivy Xlog1py MulNoNan FloorMod".split():
            yield case(f"wide {op} {key}", {"x": a, "y": b},
                       lambda p, x, y, op=op: getattr(p, op)(x=x, y=y), low=0.25, order=2)
    for op in "Sub Mul RealDiv Div SquaredDifference Atan2 FloorMod Maximum DivNoNan".split():
        first = "y" if op == "Atan2" else "x"
        yield case(f"signed {op}", {"x": (3, 2), "y": (2,)}, lambda p, x, y, op=op, first=first:
                   getattr(p, op)(**{first: x, ("x" if first == "y" else "y"): y}), order=2)
    yield case("signed Pow", {"x": np.array([-1.5, -0.5, 0.0, 2.0]), "y": np.array([2.0, 3.0, 2.0, -1.0])},
               lambda p, x, y: p.Pow(x=x, y=y), order=2)
    yield case("FloorDiv", {"x": (3,), "y": (3,)}, lambda p, x, y: p.FloorDiv(x=x, y=y), low=0.25)
    yield case("ClipByValue at the bounds", {"x": np.array([-2.0, -1.0, 0.0, 1.0, 2.0])},
               lambda p, x: p.ClipByValue(
                   t=x, clip_value_min=p.constant(-1.0), clip_value_max=p.constant(1.0)))
    yield case("ClipByValue between sources", {"x": (2, 4), "low": (), "high": np.array(1.0)},
               lambda p, x, low, high: p.ClipByValue(t=x, clip_value_min=low, clip_value_max=high),
               order=2, low=-2, high=-0.5)
    yield case("Relu and Abs at zero", {"x": np.array([-1.0, 0.0, 1.0])},
               lambda p, x: [p.Relu(features=x), p.Abs(x=x), p.Sign(x=x), p.Relu6(features=x)], order=2)
    yield case("Tanh of nothing", {"x": np.zeros((0, 3))}, lambda p, x: p.Tanh(x=x), order=2)
    yield case("BiasAdd of images", {"x": (1, 2, 2, 3), "b": (3,)},
               lambda p, x, b: p.BiasAdd(value=x, bias=b), order=2)
    yield case("BiasAdd channels first", {"x": (1, 3, 2, 2), "b": (3,)},
               lambda p, x, b: p.BiasAdd(value=x, bias=b, data_format="NCHW"), order=2)


def reductions():
    for op, (key, axes, keep) in itertools.product(
            "Sum Mean Max Min Prod EuclideanNorm".split(),
            (("middle", [1], False), ("keep", [-2], True), ("two", [0, -1], False))):
        yield case(f"wide {op} {key}", {"x": (2, 3, 2)}, lambda p, x, op=op, axes=axes, keep=keep:
                   getattr(p, op)(input=x, axis=p.ints(*axes), keep_dims=keep), order=2)
    yield case("Sum of a scalar", {"x": ()}, lambda p, x: p.Sum(input=x, axis=p.constant([], tf.int32)))
    yield case("Min ties", {"x": np.array([[1.0, 1.0, 3.0], [2.0, 2.0, 2.0]])},
               lambda p, x: p.Min(input=x, axis=p.ints(1)), order=2)
    yield case("Prod with a zero, twice", {"x": np.array([[1.5, 0.0, 3.0], [0.0, 2.0, 0.0]])},
               lambda p, x: p.Prod(input=x, axis=p.ints(1)), order=2)
    for exclusive, reverse in itertools.product((False, True), repeat=2):
        flags = {"exclusive": exclusive, "reverse": reverse}
        yield case(f"Cumprod {exclusive} {reverse}", {"x": (2, 3)},
                   lambda p, x, f=flags: p.Cumprod(x=x, axis=p.int(-1), **f), order=2, low=0.25)
    yield case("Cumsum of squares", {"x": (2, 3)},
               lambda p, x: p.Square(x=p.Cumsum(x=x, axis=p.int(0))), order=2)
    yield case("log of the sum of exponentials", {"x": (2, 3)}, log_sum_exp, order=2)
    yield case("variance", {"x": (2, 3)}, lambda p, x: p.Mean(input=p.SquaredDifference(x=x, y=p.StopGradient(
        input=p.Mean(input=x, axis=p.ints(1), keep_dims=True))), axis=p.ints(1)), order=2)


def log_sum_exp(p, x):
    largest = p.StopGradient(input=p.Max(input=x, axis=p.ints(1), keep_dims=True))
    total = p.Sum(input=p.Exp(x=p.Sub(x=x, y=largest)), axis=p.ints(1), keep_dims=True)
    return p.Add(x=p.Log(x=total), y=largest)


def positive(p, x):
    """x x' + 2, a matrix that is positive definite."""
    product = p.MatMul(a=x, b=x, transpose_b=True)
    return p.Add(x=product, y=p.constant(2 * np.eye(3)))


def matrices():
    yield case("MatrixInverse", {"x": (3, 3)}, lambda p, x: p.MatrixInverse(input=positive(p, x)), order=2)
    yield case("MatrixInverse adjoint", {"x": (3, 3)},
               lambda p, x: p.MatrixInverse(input=positive(p, x), adjoint=True))
    yield case("MatrixDeterminant", {"x": (3, 3)},
               lambda p, x: p.MatrixDeterminant(input=positive(p, x)), order=2)
    yield case("Cholesky", {"x": (3, 3)}, lambda p, x: p.Cholesky(input=positive(p, x)), order=2)
    for adjoint in (False, True):
        yield case(f"MatrixSolve {adjoint}", {"x": (3, 3), "y": (3, 2)}, lambda p, x, y, t=adjoint:
                   p.MatrixSolve(matrix=positive(p, x), rhs=y, adjoint=t))
        for lower in (False, True):
            yield case(f"MatrixTriangularSolve {adjoint} {lower}", {"x": (3, 3), "y": (3, 2)},
                       lambda p, x, y, t=adjoint, lower=lower: p.MatrixTriangularSolve(
                           matrix=positive(p, x), rhs=y, adjoint=t, lower=lower))
    yield case("MatrixDiagV3", {"x": (2, 3)}, lambda p, x: p.MatrixDiagV3(
        diagonal=x, k=p.int(0), num_rows=p.int(-1), num_cols=p.int(-1), padding_value=p.constant(0.0)), order=2)
    yield case("MatrixDiagPartV3", {"x": (2, 3, 3)},
               lambda p, x: p.MatrixDiagPartV3(input=x, k=p.int(1), padding_value=p.constant(0.0)))
    yield case("MatrixDiagPart", {"x": (2, 3, 3)}, lambda p, x: p.MatrixDiagPart(input=x))
    yield case("MatrixDiag", {"x": (2, 3)}, lambda p, x: p.MatrixDiag(diagonal=x))
    yield case("MatrixSetDiagV3", {"x": (3, 3), "d": (3,)},
               lambda p, x, d: p.MatrixSetDiagV3(input=x, diagonal=d, k=p.int(0)))
    yield case("Diag", {"x": (3,)}, lambda p, x: p.Diag(diagonal=x))
    yield case("DiagPart", {"x": (3, 3)}, lambda p, x: p.DiagPart(input=x))
    yield case("Cross", {"x": (2, 3), "y": (2, 3)}, lambda p, x, y: p.Cross(a=x, b=y), order=2)
    for adj_x, adj_y in itertools.product((False, True), repeat=2):
        a, b = ((3, 2) if adj_x else (2, 3)), ((4, 3) if adj_y else (3, 4))
        yield case(f"BatchMatMulV3 {adj_x} {adj_y}", {"x": (2, 1) + a, "y": (2,) + b},
                   lambda p, x, y, f=dict(adj_x=adj_x, adj_y=adj_y): p.BatchMatMulV3(
                       x=x, y=y, Tout=p.dtype, **f), order=2)
    for equation, shapes in (("ij->ji", [(2, 3)]), ("ii->i", [(3, 3)]), ("ij->", [(2, 3)]),
                             ("i,j->ij", [(2,), (3,)]), ("bi,i->b", [(2, 3), (3,)]),
                             ("i...,i->...", [(2, 3, 2), (2,)])):
        names = dict(zip("xyz", shapes))
        yield case(f"wide Einsum {equation}", names, lambda p, e=equation, **v:
                   p.Einsum(inputs=list(v.values()), equation=e), order=2)


def arrays():
    yield case("Squeeze all", {"x": (2, 1, 3, 1)}, lambda p, x: p.Squeeze(input=x), order=2)
    yield case("ExpandDims last", {"x": (2, 3)}, lambda p, x: p.ExpandDims(input=x, axis=p.int(-1)))
    yield case("Transpose by int64", {"x": (2, 3, 4)},
               lambda p, x: p.Transpose(x=x, perm=p.constant([1, 2, 0], tf.int64)))
    yield case("Slice by int64", {"x": (3, 4)}, lambda p, x: p.Slice(
        input=x, begin=p.constant([1, 0], tf.int64), size=p.constant([2, -1], tf.int64)))
    yield case("StridedSlice reversed", {"x": (3, 4)}, lambda p, x: p.StridedSlice(
        input=x, begin=p.ints(0, 0), end=p.ints(0, 0), strides=p.ints(-1, -1), begin_mask=3, end_mask=3), order=2)
    yield case("StridedSlice by int64", {"x": (3, 4)}, lambda p, x: p.StridedSlice(
        input=x, begin=p.constant([1, 0], tf.int64), end=p.constant([3, 4], tf.int64),
        strides=p.constant([1, 2], tf.int64)), order=2)
    yield case("StridedSlice of one number", {"x": (3, 4)}, lambda p, x: p.StridedSlice(
        input=x, begin=p.ints(-1, 2), end=p.ints(0, 3), strides=p.ints(1, 1), shrink_axis_mask=3), order=2)
    yield case("SplitV with the rest", {"x": (2, 6)}, lambda p, x: p.SplitV(
        value=x, size_splits=p.ints(1, -1, 2), axis=p.int(-1), num_split=3)[:2], order=2)
    yield case("Split of the first axis", {"x": (4, 2)},
               lambda p, x: p.Split(axis=p.int(0), value=x, num_split=2))
    yield case("Unpack all", {"x": (3, 2)}, lambda p, x: p.Unpack(value=x, num=3, axis=-2), order=2)
    yield case("Pack of scalars", {"x": (), "y": ()}, lambda p, x, y: p.Pack(values=[x, y], axis=0), order=2)
    yield case("Pack last", {"x": (2, 2), "y": (2, 2)}, lambda p, x, y: p.Pack(values=[x, y], axis=-1))
    yield case("ConcatV2 of one", {"x": (2, 1)}, lambda p, x: p.ConcatV2(values=[x, x], axis=p.int(0)))
    yield case("ConcatV2 with a constant", {"x": (2, 2)}, lambda p, x: p.ConcatV2(
        values=[p.constant(np.ones((2, 1))), p.Square(x=x), x], axis=p.int(1)), order=2)
    yield case("Tile of ones", {"x": (1, 3)}, lambda p, x: p.Tile(input=x, multiples=p.ints(4, 1)), order=2)
    yield case("Tile by int64", {"x": (2,)}, lambda p, x: p.Tile(input=x, multiples=p.constant([3], tf.int64)))
    yield case("BroadcastTo from a scalar", {"x": ()},
               lambda p, x: p.BroadcastTo(input=x, shape=p.ints(2, 3)), order=2)
    yield case("ReverseV2 of both axes", {"x": (2, 3)}, lambda p, x: p.ReverseV2(tensor=x, axis=p.ints(0, -1)))
    yield case("Roll of two axes", {"x": (2, 4)},
               lambda p, x: p.Roll(input=x, shift=p.ints(1, -1), axis=p.ints(0, 1)), order=2)
    yield case("MirrorPad twice", {"x": (3, 3)}, lambda p, x: p.Square(x=p.MirrorPad(
        input=x, paddings=pairs(p, [1, 2], [2, 0]), mode="REFLECT")), order=2)
    yield case("SelectV2 of scalars", {"x": (2, 3), "y": ()}, lambda p, x, y: p.SelectV2(
        condition=p.constant([True, False, True], tf.bool), t=x, e=y), order=2)
    yield case("SelectV2 of a broadcast condition", {"x": (3,), "y": (1, 3)}, lambda p, x, y: p.SelectV2(
        condition=p.constant([[True], [False]], tf.bool), t=x, e=y))
    yield case("Select by rows", {"x": (2, 3), "y": (2, 3)}, lambda p, x, y: p.Select(
        condition=p.constant([True, False], tf.bool), x=x, y=y))
    yield case("GatherV2 of the last axis", {"x": (2, 3)}, lambda p, x: p.GatherV2(
        params=x, indices=p.ints(2, 2, 0), axis=p.int(-1)), order=2)
    yield case("GatherV2 by int64", {"x": (3, 2)}, lambda p, x: p.GatherV2(
        params=x, indices=p.constant([2, 2], tf.int64), axis=p.int(0)), order=2)
    yield case("GatherV2 of batches along an axis behind", {"x": (2, 2, 3)}, lambda p, x: p.GatherV2(
        params=x, indices=p.constant([[0, 2, 0], [1, 1, 2]], tf.int32), axis=p.int(2), batch_dims=1))
    yield case("Gather", {"x": (3, 2)}, lambda p, x: p.Gather(params=x, indices=p.ints(2, 0, 2)), order=2)
    for op in "Update Add Sub".split():
        yield case(f"TensorScatter{op}", {"x": (4, 2), "y": (2, 2)}, lambda p, x, y, op=op: getattr(
            p, f"TensorScatter{op}")(tensor=x, indices=p.constant([[3], [1]], tf.int32), updates=y), order=2)
    yield case("ScatterNdNonAliasingAdd", {"x": (4,), "y": (2,)}, lambda p, x, y: p.ScatterNdNonAliasingAdd(
        input=x, indices=p.constant([[3], [1]], tf.int32), updates=y))
    yield case("DynamicPartition", {"x": (4, 2)}, lambda p, x: p.DynamicPartition(
        data=x, partitions=p.ints(1, 0, 1, 0), num_partitions=2)[1], order=2)
    yield case("TopKV2 twice", {"x": (2, 4)}, lambda p, x: p.Square(x=p.TopKV2(input=x, k=p.int(2))[0]), order=2)
    yield case("size of the tensor", {"x": (2, 3)}, lambda p, x: p.Mul(
        x=x, y=p.Cast(x=p.Size(input=x), DstT=p.dtype)), order=2)
    yield case("Cast there and back", {"x": (3,)}, lambda p, x: p.Square(x=p.Cast(
        x=p.Cast(x=x, DstT=tf.float64), DstT=p.dtype)), order=2)
    yield case("OneHot of values", {"on": (), "off": ()}, lambda p, on, off: p.OneHot(
        indices=p.ints(1, 0), depth=p.int(3), on_value=on, off_value=off))
    yield case("LinSpace", {"x": (), "y": ()}, lambda p, x, y: p.LinSpace(start=x, stop=y, num=p.int(3)))
    yield case("Range", {"x": ()}, lambda p, x: p.Range(start=x, limit=p.constant(4.0), delta=p.constant(1.0)),
               low=0, high=1)
    yield case("IdentityN of both", {"x": (2,), "y": (3,)}, lambda p, x, y: [
        p.Square(x=v) for v in p.IdentityN(input=[x, y])], order=2)
    yield case("EnsureShape of squares", {"x": (2, 3)},
               lambda p, x: p.Square(x=p.EnsureShape(input=x, shape=[None, 3])), order=2)


def segments():
    ids = [0, 0, 2]
    for op in "SegmentSum SegmentMean SegmentMax SegmentMin".split():
        yield case(op, {"x": (3, 2)}, lambda p, x, op=op: getattr(p, op)(data=x, segment_ids=p.ints(*ids)))
    for op in "UnsortedSegmentMax UnsortedSegmentMin".split():
        yield case(op, {"x": (3, 2)}, lambda p, x, op=op: getattr(p, op)(
            data=x, segment_ids=p.ints(1, 0, 1), num_segments=p.int(2)))
    yield case("UnsortedSegmentSum with ids below zero", {"x": (3, 2)}, lambda p, x: p.UnsortedSegmentSum(
        data=x, segment_ids=p.ints(1, -1, 1), num_segments=p.int(2)))


def images():
    for padding in ("SAME", "VALID"):
        how = {"strides": [1, 2, 2, 1], "padding": padding}
        yield case(f"Conv2D {padding}", {"x": (1, 4, 4, 2), "w": (3, 3, 2, 2)},
                   lambda p, x, w, h=how: p.Conv2D(input=x, filter=w, **h))
        yield case(f"DepthwiseConv2dNative {padding}", {"x": (1, 3, 3, 2), "w": (2, 2, 2, 1)},
                   lambda p, x, w, pad=padding: p.DepthwiseConv2dNative(
                       input=x, filter=w, strides=[1, 1, 1, 1], padding=pad))
        yield case(f"AvgPool {padding}", {"x": (1, 4, 4, 2)}, lambda p, x, h=how:
                   p.AvgPool(value=x, ksize=[1, 3, 3, 1], **h), order=2)
        yield case(f"MaxPool {padding}", {"x": (1, 4, 4, 2)}, lambda p, x, h=how:
                   p.MaxPool(input=x, ksize=[1, 2, 2, 1], **h), order=2)
    yield case("SpaceToDepth", {"x": (1, 2, 2, 1)}, lambda p, x: p.SpaceToDepth(input=x, block_size=2))
    yield case("DepthToSpace", {"x": (1, 1, 1, 4)}, lambda p, x: p.DepthToSpace(input=x, block_size=2))
    yield case("SpaceToBatchND", {"x": (1, 4, 1)}, lambda p, x: p.SpaceToBatchND(
        input=x, block_shape=p.ints(2), paddings=pairs(p, [0, 2])))
    yield case("Softmax of three dimensions", {"x": (2, 2, 3)}, lambda p, x: p.Softmax(logits=x), order=2)
    yield case("LogSoftmax of three dimensions", {"x": (2, 2, 3)}, lambda p, x: p.LogSoftmax(logits=x), order=2)


def all_cases():
    for group in (elementwise, reductions, matrices, arrays, segments, images):
        yield from group()
