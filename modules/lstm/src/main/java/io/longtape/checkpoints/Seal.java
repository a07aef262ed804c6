package io.longtape.checkpoints;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StreamCorruptedException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipOutputStream;

/**
 * The last bytes of a checkpoint, which are the zip archive's comment: a checksum over the whole
 * file. Without them the file is cut short, and no bit can be another unnoticed. The checksum is
 * taken with zeros in its own place.
 */
final class Seal {

  private static final String TEXT = "longtape checkpoint, crc32 of all before: ";
  private static final String ZEROS = "00000000";
  private static final byte[] START = {'P', 'K', 3, 4};
  private static final int NAME_OFFSET = 30;

  interface Entries {
    void writeTo(ZipOutputStream zip) throws IOException;
  }

  private Seal() {}

  static void write(RandomAccessFile file, Entries entries) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(
            new BufferedOutputStream(new FileOutputStream(file.getFD())), new CRC32());
    ZipOutputStream zip = new ZipOutputStream(checked, UTF_8);
    zip.setComment(TEXT + ZEROS);
    entries.writeTo(zip);
    zip.finish();
    zip.flush();
    file.seek(file.length() - ZEROS.length());
    file.write(hex(checked.getChecksum().getValue()).getBytes(US_ASCII));
  }

  static void verify(RandomAccessFile file) throws IOException {
    byte[] seal = new byte[TEXT.length() + ZEROS.length()];
    long sealed = file.length() - seal.length;
    if (sealed > 0) {
      file.seek(sealed);
      file.readFully(seal);
    }
    String text = new String(seal, US_ASCII);
    if (!text.startsWith(TEXT)) {
      throw unsealed(file);
    }
    String found = text.substring(TEXT.length());
    String expected = hex(checksum(file, sealed + TEXT.length()));
    if (!found.equals(expected)) {
      throw new StreamCorruptedException(
          "it is damaged, its checksum is %s, but its bytes give %s"
              .formatted(found.replaceAll("[^0-9a-f]", "?"), expected));
    }
  }

  private static StreamCorruptedException unsealed(RandomAccessFile file) throws IOException {
    byte[] name = CheckpointWriter.MANIFEST.getBytes(US_ASCII);
    byte[] start = new byte[(int) Math.min(file.length(), NAME_OFFSET + name.length)];
    file.seek(0);
    file.readFully(start);
    if (start.length == 0) {
      return new StreamCorruptedException("it is empty");
    }
    byte[] magic = Arrays.copyOf(start, Math.min(START.length, start.length));
    boolean ours =
        start.length == NAME_OFFSET + name.length
            && Arrays.equals(magic, START)
            && Arrays.equals(name, Arrays.copyOfRange(start, NAME_OFFSET, start.length));
    return new StreamCorruptedException(
        ours
            ? "it is cut short, the checksum at its end is missing"
            : "it is no Longtape checkpoint, it begins with the bytes %s"
                .formatted(HexFormat.ofDelimiter(" ").formatHex(magic)));
  }

  private static long checksum(RandomAccessFile file, long length) throws IOException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[1 << 16];
    file.seek(0);
    for (long left = length; left > 0; ) {
      int count = file.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new StreamCorruptedException("it became shorter while it was read");
      }
      crc.update(buffer, 0, count);
      left -= count;
    }
    crc.update(ZEROS.getBytes(US_ASCII));
    return crc.getValue();
  }

  private static String hex(long crc) {
    return HexFormat.of().toHexDigits((int) crc);
  }
}
