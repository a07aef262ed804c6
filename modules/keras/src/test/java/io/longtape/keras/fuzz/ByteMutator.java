package io.longtape.keras.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Damages bytes without knowing what they mean, except that small integers are often sizes. */
final class ByteMutator {

  private static final long[] SIZES = {
    -1, 0, 1, 255, 65_535, 1 << 20, 1 << 30, Integer.MAX_VALUE, 1L << 31, 1L << 40, Long.MAX_VALUE
  };

  private final Random random;

  ByteMutator(Random random) {
    this.random = random;
  }

  /** The same bytes with one to four of them, or of their runs, damaged. */
  byte[] mutate(byte[] original) {
    byte[] bytes = original.clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> flip(bytes);
      case 3, 4 -> overwrite(bytes);
      case 5 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 6 -> {
        return replace(bytes, random.nextInt(bytes.length), runLength(), new byte[0]);
      }
      case 7 -> {
        int from = random.nextInt(bytes.length);
        byte[] run = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + runLength()));
        return replace(bytes, random.nextInt(bytes.length), 0, run);
      }
      case 8 -> claimSize(bytes, random.nextInt(bytes.length));
      case 9, 10 -> claimSize(bytes, sizeField(bytes));
      default -> redirect(bytes);
    }
    return bytes;
  }

  private void flip(byte[] bytes) {
    for (int i = random.nextInt(16); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private void overwrite(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(16));
    int kind = random.nextInt(3);
    for (int i = from; i < to; i++) {
      bytes[i] = (byte) (kind == 0 ? 0 : kind == 1 ? 255 : random.nextInt(256));
    }
  }

  /** Writes a size that is wrong, over four or eight bytes. */
  private void claimSize(byte[] bytes, int at) {
    long size = SIZES[random.nextInt(SIZES.length)];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (random.nextBoolean() && at + Long.BYTES <= bytes.length) {
      buffer.putLong(at, size);
    } else if (at + Integer.BYTES <= bytes.length) {
      buffer.putInt(at, (int) size);
    }
  }

  /** Makes what may be an address lead to another place of the file, or to where it lies. */
  private void redirect(byte[] bytes) {
    int at = sizeField(bytes);
    if (at + Long.BYTES <= bytes.length) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int other = sizeField(bytes);
      long target =
          other + Long.BYTES <= bytes.length && random.nextBoolean()
              ? buffer.getLong(other)
              : Math.max(0, at - random.nextInt(64));
      buffer.putLong(at, target);
    }
  }

  /** Where an integer of eight bytes lies that is no larger than the file; any place otherwise. */
  private int sizeField(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int attempt = 0; attempt < 2000 && bytes.length >= Long.BYTES; attempt++) {
      int at = random.nextInt(bytes.length - Long.BYTES + 1);
      long value = buffer.getLong(at);
      if (value > 0 && value <= bytes.length) {
        return at;
      }
    }
    return random.nextInt(bytes.length);
  }

  private int runLength() {
    return 1 + random.nextInt(random.nextBoolean() ? 16 : 2048);
  }

  private static byte[] replace(byte[] bytes, int at, int length, byte[] by) {
    int end = Math.min(bytes.length, at + length);
    byte[] result = new byte[at + by.length + bytes.length - end];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(by, 0, result, at, by.length);
    System.arraycopy(bytes, end, result, at + by.length, bytes.length - end);
    return result;
  }
}
