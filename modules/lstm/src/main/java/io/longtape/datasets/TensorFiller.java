package io.longtape.datasets;

import io.longtape.layers.InputSpec;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Gathers what the examples of a batch have in one slot into one tensor, padded to one length. */
final class TensorFiller {

  final Slot wanted;
  private final Slot source;
  private final InputSpec spec;
  private final boolean timed;
  private final int width;
  private final Padding padding;
  private final double filling;
  private final ValueCheck check;
  private final Staging staging;
  private final Staging uncut;

  TensorFiller(Binding binding, InputSpec spec, Padding padding, Long idCount) {
    wanted = binding.wanted();
    source = binding.source();
    this.spec = spec;
    this.padding = padding;
    timed = spec.shape().hasUnknownDimension();
    width = Math.toIntExact(timed ? spec.shape().tail().size() : spec.shape().size());
    filling = wanted.role() == Slot.Role.INPUT ? padding.value() : 0;
    check = new ValueCheck(wanted, spec.type(), idCount);
    staging = new Staging(spec.type());
    uncut = new Staging(spec.type());
    if (timed && spec.type() != TString.class) {
      check.checkFilling(filling);
    }
  }

  /** How many steps are kept of a row, 0 where the time is known. */
  int steps(Row row) {
    return timed ? padding.kept(stepsFound(row)) : 0;
  }

  /** The tensor {@code [rows, ...]}, which the caller closes. */
  TType fill(List<Row> rows) {
    int[] found = new int[rows.size()];
    int longest = 0;
    for (int i = 0; i < found.length; i++) {
      found[i] = stepsFound(rows.get(i));
      longest = Math.max(longest, padding.kept(found[i]));
    }
    int steps = timed ? padding.length(longest) : 1;
    Shape each = timed ? Shape.of(steps).append(spec.shape().tail()) : spec.shape();
    Shape shape = Shape.of(found.length).append(each);
    staging.reserve(Math.toIntExact(shape.size()));
    for (int i = 0; i < found.length; i++) {
      if (timed) {
        writePadded(rows.get(i), found[i], i * steps, steps);
      } else {
        staging.read(rows.get(i), source, i * width);
        staging.check(check, rows.get(i).number(), i * width, width, 0);
      }
    }
    return staging.tensor(shape);
  }

  private int stepsFound(Row row) {
    Shape found = row.shape(source);
    if (!found.isUnknown()) {
      if (!Fit.fits(spec.shape(), found)) {
        throw Fit.wrong(row.number(), wanted, spec.shape(), found);
      }
      return timed ? Math.toIntExact(found.get(0)) : 1;
    }
    if (timed) {
      throw new IllegalArgumentException(
          "example %d, %s: its time may be of any length, so the examples must tell its shape"
              .formatted(row.number(), wanted));
    }
    return 1;
  }

  private void writePadded(Row row, int found, int start, int steps) {
    int kept = padding.kept(found);
    int first = padding.padding() == Padding.Side.PRE ? start + steps - kept : start;
    int cut = padding.truncating() == Padding.Side.PRE ? found - kept : 0;
    if (kept == found) {
      staging.read(row, source, first * width);
    } else {
      uncut.reserve(found * width);
      uncut.read(row, source, 0);
      staging.copy(uncut, cut * width, first * width, kept * width);
    }
    staging.fill(start * width, first * width, filling);
    staging.fill((first + kept) * width, (start + steps) * width, filling);
    staging.check(check, row.number(), first * width, kept * width, cut * width);
  }
}
