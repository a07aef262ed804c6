package io.longtape.keras.archives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts HDF5 files together byte by byte, sound or not. */
final class Hdf5Builder {

  private static final int SYMBOL_TABLE = 0x11;

  private static final int SUPERBLOCK = 96;

  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
  private long root;

  Hdf5Builder() {
    bytes.position(SUPERBLOCK);
  }

  /** Where the next part will be. */
  long here() {
    return bytes.position();
  }

  Hdf5Builder root(long address) {
    root = address;
    return this;
  }

  Hdf5Builder mark(String mark) {
    bytes.put(mark.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  Hdf5Builder u8(int... values) {
    for (int value : values) {
      bytes.put((byte) value);
    }
    return this;
  }

  Hdf5Builder u16(int value) {
    bytes.putShort((short) value);
    return this;
  }

  Hdf5Builder u32(long value) {
    bytes.putInt((int) value);
    return this;
  }

  Hdf5Builder word(long... values) {
    for (long value : values) {
      bytes.putLong(value);
    }
    return this;
  }

  /** The beginning of an object header of version 1. */
  Hdf5Builder header(int messages, long size) {
    return u8(1, 0).u16(messages).u32(1).u32(size).u32(0);
  }

  /** The beginning of a message in such a header. */
  Hdf5Builder message(int type, int size) {
    return u16(type).u16(size).u32(0);
  }

  /** A root whose names are in a tree, with a heap of names behind it. */
  Hdf5Builder groupOf(long tree, String names) {
    root(here());
    long heap = here() + 40;
    header(1, 24).message(SYMBOL_TABLE, 16).word(tree, heap);
    mark("HEAP").u32(0).word(names.length(), 0, here() + 24);
    return mark(names);
  }

  byte[] build() {
    int end = bytes.position();
    bytes.position(0);
    mark(Hdf5Object.MARK).u8(0, 0, 0, 0, 0, 8, 8, 0).u16(4).u16(16).u32(0);
    word(0, -1, end, -1).word(0, root);
    return Arrays.copyOf(bytes.array(), end);
  }
}
