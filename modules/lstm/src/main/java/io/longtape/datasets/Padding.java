package io.longtape.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * How sequences of several lengths become one tensor. It concerns the tensors whose time is unknown
 * in the {@link BatchSpec}. Without buckets a batch is as long as its longest sequence. Targets and
 * sample weights are padded with zeros, strings with the empty string.
 *
 * @param buckets lengths in ascending order: examples are grouped by the least length that holds
 *     them, and their batch is padded to it; empty for none. Keras: {@code
 *     tf.data.Dataset.bucket_by_sequence_length} with {@code pad_to_bucket_boundary}
 * @param maxLength longer sequences are cut to so many steps
 * @param padding where the padding stands; after the sequence unless set
 * @param truncating where a sequence is cut; at its end unless set
 * @param value what inputs of numbers are padded with; 0 unless set
 */
public record Padding(
    List<Integer> buckets, OptionalInt maxLength, Side padding, Side truncating, double value) {

  /** A side of a sequence, as in Keras's {@code pad_sequences}. */
  public enum Side {
    /** Before the first step. */
    PRE,
    /** After the last step. */
    POST
  }

  /**
   * Checks the lengths.
   *
   * @param buckets copied
   * @param maxLength at least 1
   * @param padding not null
   * @param truncating not null
   * @param value any number
   * @throws IllegalArgumentException when a length is below 1 or the buckets do not ascend
   */
  public Padding {
    buckets = List.copyOf(buckets);
    int before = 0;
    for (int bucket : buckets) {
      if (bucket <= before) {
        throw new IllegalArgumentException(
            "buckets must be ascending lengths of at least 1, but are " + buckets);
      }
      before = bucket;
    }
    if (maxLength.isPresent() && maxLength.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "maxLength must be at least 1, but is " + maxLength.getAsInt());
    }
  }

  /**
   * Zeros after the sequence, up to the longest of the batch, with nothing cut, as {@code
   * tf.data.Dataset.padded_batch}. Keras's {@code pad_sequences} pads and cuts at the start: that
   * is {@code withSides(Side.PRE, Side.PRE)}.
   *
   * @return the padding
   */
  public static Padding defaults() {
    return new Padding(List.of(), OptionalInt.empty(), Side.POST, Side.POST, 0);
  }

  /**
   * The same with buckets.
   *
   * @param lengths the lengths of the batches, ascending
   * @return the padding
   */
  public Padding withBuckets(int... lengths) {
    List<Integer> boxed = Arrays.stream(lengths).boxed().toList();
    return new Padding(boxed, maxLength, padding, truncating, value);
  }

  /**
   * The same with a greatest length.
   *
   * @param length longer sequences are cut to so many steps
   * @return the padding
   */
  public Padding withMaxLength(int length) {
    return new Padding(buckets, OptionalInt.of(length), padding, truncating, value);
  }

  /**
   * The same with other sides.
   *
   * @param newPadding where the padding stands
   * @param newTruncating where a sequence is cut
   * @return the padding
   */
  public Padding withSides(Side newPadding, Side newTruncating) {
    return new Padding(buckets, maxLength, newPadding, newTruncating, value);
  }

  /**
   * The same with another value.
   *
   * @param newValue what inputs are padded with, such as the {@code maskValue} of a Masking layer
   * @return the padding
   */
  public Padding withValue(double newValue) {
    return new Padding(buckets, maxLength, padding, truncating, newValue);
  }

  /** How many steps are left of a sequence. */
  int kept(int steps) {
    return Math.min(steps, maxLength.orElse(steps));
  }

  /** The bucket of an example whose longest sequence has so many steps after cutting. */
  int bucket(int steps, long example) {
    if (buckets.isEmpty()) {
      return 0;
    }
    for (int i = 0; i < buckets.size(); i++) {
      if (steps <= buckets.get(i)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "example %d has %d steps, but the longest bucket holds %d: add a bucket or set maxLength"
            .formatted(example, steps, buckets.get(buckets.size() - 1)));
  }

  /** How many steps a tensor gets whose longest sequence has so many; never none. */
  int length(int longest) {
    int steps = Math.max(1, longest);
    return buckets.stream().filter(bucket -> bucket >= steps).findFirst().orElse(steps);
  }
}
