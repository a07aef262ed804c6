package io.longtape.losses;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/** What losses ask of labels, and the words in which they refuse. */
final class LabelChecks {

  private LabelChecks() {}

  /** Finite numbers in the predictions' shape. */
  static void numbers(String output, Labels labels, Shape predictions) {
    sameShape(quoted(output), labels.shape(), predictions);
    for (int i = 0; i < labels.size(); i++) {
      if (!Double.isFinite(labels.get(i))) {
        throw refused(output, labels, i, "a finite number");
      }
    }
  }

  /** Numbers from 0 to 1 in the predictions' shape. */
  static void shares(String output, Labels labels, Shape predictions) {
    sameShape(quoted(output), labels.shape(), predictions);
    for (int i = 0; i < labels.size(); i++) {
      double label = labels.get(i);
      if (!(label >= 0 && label <= 1)) {
        throw refused(output, labels, i, "a number from 0 to 1");
      }
    }
  }

  /** Class ids for predictions whose last axis is the classes. */
  static void classIds(String output, Labels labels, Shape predictions, OptionalInt ignored) {
    requireClassIds(quoted(output), labels.shape(), predictions);
    long classes = predictions.get(-1);
    for (int i = 0; i < labels.size(); i++) {
      double id = labels.get(i);
      if (!(id >= 0 && id < classes && id == Math.rint(id))
          && !(ignored.isPresent() && id == ignored.getAsInt())) {
        String also = ignored.isPresent() ? ", or " + ignored.getAsInt() + " to ignore it" : "";
        throw refused(
            output, labels, i, "a class, a whole number from 0 to " + (classes - 1) + also);
      }
    }
  }

  /** As many rows as predictions. */
  static void rows(String output, Shape labels, Shape predictions) {
    if (labels.numDimensions() < 1
        || predictions.numDimensions() < 1
        || !agree(labels.get(0), predictions.get(0))) {
      throw misfit(quoted(output), labels, predictions, "as many rows");
    }
  }

  /** The same shape, but for a last axis of 1 that one may have and the other not. */
  static void sameShape(String who, Shape labels, Shape predictions) {
    requireKnownRank(who, "labels", labels);
    requireKnownRank(who, "predictions", predictions);
    Shape a = labels;
    Shape b = predictions;
    if (a.numDimensions() == b.numDimensions() + 1 && a.get(-1) == 1) {
      a = a.take(b.numDimensions());
    } else if (b.numDimensions() == a.numDimensions() + 1 && b.get(-1) == 1) {
      b = b.take(a.numDimensions());
    }
    if (!agree(a, b)) {
      throw misfit(who, labels, predictions, text(predictions));
    }
  }

  /** This shape and no other. */
  static void exactly(String who, Shape labels, Shape predictions, Shape wanted) {
    requireKnownRank(who, "labels", labels);
    if (!agree(labels, wanted)) {
      throw misfit(who, labels, predictions, text(wanted));
    }
  }

  /** The predictions' shape, whose last axis is the classes. */
  static void oneHot(String who, Shape labels, Shape predictions) {
    requireClasses(who, predictions);
    exactly(who, labels, predictions, predictions);
  }

  /** The predictions' shape without the classes, with or without an axis of 1 in their place. */
  static void requireClassIds(String who, Shape labels, Shape predictions) {
    requireKnownRank(who, "labels", labels);
    requireClasses(who, predictions);
    Shape wanted = predictions.take(predictions.numDimensions() - 1);
    boolean one = labels.numDimensions() == predictions.numDimensions() && labels.get(-1) == 1;
    if (!agree(one ? labels.take(wanted.numDimensions()) : labels, wanted)) {
      throw misfit(
          who,
          labels,
          predictions,
          text(wanted) + " or " + text(wanted.append(1)) + " of class ids");
    }
  }

  private static void requireClasses(String who, Shape predictions) {
    requireKnownRank(who, "predictions", predictions);
    if (predictions.numDimensions() < 2 || predictions.get(-1) == Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException(
          who
              + ": predictions need a last axis of known size, the classes, but have shape "
              + text(predictions));
    }
  }

  static void requireKnownRank(String who, String what, Shape shape) {
    if (shape.isUnknown()) {
      throw new IllegalArgumentException(
          who + ": " + what + " need a known number of axes; give them a shape by tf.reshape");
    }
  }

  /** {@code [?, 7, 3]}. */
  static String text(Shape shape) {
    if (shape.isUnknown()) {
      return "unknown";
    }
    return Arrays.stream(shape.asArray())
        .mapToObj(size -> size == Shape.UNKNOWN_SIZE ? "?" : Long.toString(size))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static boolean agree(Shape a, Shape b) {
    if (a.numDimensions() != b.numDimensions()) {
      return false;
    }
    for (int axis = 0; axis < a.numDimensions(); axis++) {
      if (!agree(a.get(axis), b.get(axis))) {
        return false;
      }
    }
    return true;
  }

  private static boolean agree(long a, long b) {
    return a == b || a == Shape.UNKNOWN_SIZE || b == Shape.UNKNOWN_SIZE;
  }

  private static String quoted(String output) {
    return "output '" + output + "'";
  }

  private static IllegalArgumentException misfit(
      String who, Shape labels, Shape predictions, String expected) {
    return new IllegalArgumentException(
        "%s: labels of shape %s do not fit predictions of shape %s; expected %s"
            .formatted(who, text(labels), text(predictions), expected));
  }

  private static IllegalArgumentException refused(
      String output, Labels labels, int index, String expected) {
    return new IllegalArgumentException(
        "%s: label %s at %s is not %s"
            .formatted(quoted(output), labels.text(index), labels.place(index), expected));
  }
}
