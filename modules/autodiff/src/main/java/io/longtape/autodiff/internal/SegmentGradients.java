package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Formula.each;
import static java.util.Map.entry;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Means and extremes of segments of rows. Each row looks up what its segment got. */
final class SegmentGradients {

  private SegmentGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry("SegmentMean", each(SegmentGradients::mean)),
        entry("SegmentMax", each(SegmentGradients::extreme)),
        entry("SegmentMin", each(SegmentGradients::extreme)));
  }

  private static Operand<TNumber> mean(Backward b) {
    Operand<TNumber> counts = sums(b, b.tf().onesLike(b.x(0)));
    return lookUp(b, b.tf().math.divNoNan(b.dy(), counts));
  }

  /** Rows that share the extreme share its gradient. */
  private static Operand<TNumber> extreme(Backward b) {
    Operand<TBool> isExtreme = b.tf().math.equal(b.x(0), lookUp(b, b.y()));
    Operand<TNumber> ones = b.tf().dtypes.cast(isExtreme, b.x(0).type());
    Operand<TNumber> shares = b.tf().math.divNoNan(b.dy(), sums(b, ones));
    return b.mul(ones, lookUp(b, shares));
  }

  private static Operand<TNumber> lookUp(Backward b, Operand<TNumber> bySegment) {
    return b.tf().gather(bySegment, b.x(1), b.tf().constant(0));
  }

  private static Operand<TNumber> sums(Backward b, Operand<TNumber> rows) {
    Operand<TInt32> segments =
        b.tf().gather(b.tf().shape(b.y()), b.tf().constant(0), b.tf().constant(0));
    return b.tf().math.unsortedSegmentSum(rows, b.x(1), segments);
  }
}
