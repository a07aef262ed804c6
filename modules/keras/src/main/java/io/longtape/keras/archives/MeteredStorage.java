package io.longtape.keras.archives;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.storage.HdfBackingStorage;
import io.jhdf.storage.HdfInMemoryByteBuffer;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The bytes of an HDF5 file as jHDF reads them, and no more often than any true file needs: a
 * damaged file may lead it in circles, or through a small tree of very many ways.
 */
final class MeteredStorage implements HdfBackingStorage {

  static final String AGAIN = "its parts lead to each other again and again";

  /** A true file's headers are read a few times over. */
  private static final int TIMES = 20;

  /** Headers of more than ten thousand variables. */
  private static final long MOST = 128L << 20;

  /** What a read of nothing counts for. */
  private static final int LEAST = 64;

  private static final long START = 1 << 20;

  /** {@code BTHD}: jHDF makes room for as many records as such a tree says that it has. */
  private static final int TREE_OF_VERSION_2 = 0x44485442;

  /** {@code HEAP}: names of a group, which jHDF copies as often as the group refers to them. */
  private static final int HEAP_OF_NAMES = 0x50414548;

  private static final int LONGEST_NAME = 1_000;

  private final HdfInMemoryByteBuffer bytes;
  private long structureLeft;
  private long numbersLeft;
  private boolean namesFollow;

  private MeteredStorage(HdfInMemoryByteBuffer bytes) {
    this.bytes = bytes;
    structureLeft = START + Math.min(MOST, TIMES * bytes.size());
    numbersLeft = START + bytes.size();
  }

  /** Opens a file that begins with the mark of HDF5. */
  static HdfFile open(byte[] content) {
    ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    Superblock superblock = Superblock.readSuperblock(buffer);
    if (superblock.getBaseAddressByte() != 0) {
      throw new HdfException("the base address is not 0");
    }
    MeteredStorage storage = new MeteredStorage(new HdfInMemoryByteBuffer(buffer, superblock));
    try {
      // jHDF opens a file on a storage of one's own in no other way.
      Constructor<HdfFile> constructor =
          HdfFile.class.getDeclaredConstructor(HdfBackingStorage.class);
      constructor.setAccessible(true);
      return constructor.newInstance(storage);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of jHDF is not supported", e);
    }
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    requireInside(address, length);
    structureLeft = rest(structureLeft, length);
    ByteBuffer part = bytes.readBufferFromAddress(address, length);
    int mark = length < Integer.BYTES ? 0 : part.getInt(0);
    if (mark == TREE_OF_VERSION_2) {
      throw new UnsupportedHdfException("names are kept in a tree of version 2");
    }
    namesFollow = mark == HEAP_OF_NAMES;
    return part;
  }

  @Override
  public ByteBuffer map(long address, long length) {
    requireInside(address, length);
    numbersLeft = rest(numbersLeft, length);
    ByteBuffer part = bytes.map(address, length);
    if (namesFollow) {
      requireShortNames(part);
    }
    return part;
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address - getUserBlockSize(), length);
  }

  private void requireInside(long address, long length) {
    if (address < 0 || length < 0 || length > size() - address) {
      throw new HdfException(
          "%d bytes at %d lie outside of its %d bytes".formatted(length, address, size()));
    }
  }

  private static long rest(long left, long length) {
    long rest = left - LEAST - length;
    if (rest < 0) {
      throw new HdfException(AGAIN);
    }
    return rest;
  }

  private static void requireShortNames(ByteBuffer names) {
    int length = 0;
    for (int i = 0; i < names.limit(); i++) {
      length = names.get(i) == 0 ? 0 : length + 1;
      if (length > LONGEST_NAME) {
        throw new HdfException("a name of more than %d letters".formatted(LONGEST_NAME));
      }
    }
  }

  @Override
  public long getUserBlockSize() {
    return bytes.getUserBlockSize();
  }

  @Override
  public Superblock getSuperblock() {
    return bytes.getSuperblock();
  }

  @Override
  public FileChannel getFileChannel() {
    return bytes.getFileChannel();
  }

  @Override
  public int getSizeOfOffsets() {
    return bytes.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return bytes.getSizeOfLengths();
  }

  @Override
  public void close() {
    bytes.close();
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public boolean inMemory() {
    return bytes.inMemory();
  }
}
