package io.longtape.models;

import java.util.Optional;
import org.tensorflow.exceptions.TFInvalidArgumentException;

/** A step was stopped before its update, because a number of it is not finite. */
final class NotFiniteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;

  private NotFiniteException(String what, TFInvalidArgumentException cause) {
    super(what + " is not finite", cause);
    this.what = what;
  }

  /** What TensorFlow's error says of a check that {@link Step} made; empty for other errors. */
  static Optional<NotFiniteException> of(TFInvalidArgumentException e) {
    String message = String.valueOf(e.getMessage());
    int from = message.indexOf(Step.NOT_FINITE);
    if (from < 0) {
      return Optional.empty();
    }
    String rest = message.substring(from + Step.NOT_FINITE.length());
    int to = rest.indexOf(" : Tensor had");
    return Optional.of(new NotFiniteException(to < 0 ? rest : rest.substring(0, to), e));
  }

  /** Such as {@code the loss}. */
  String what() {
    return what;
  }
}
