package io.longtape.data.table;

import io.longtape.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** A file's bytes on their way to characters: fingerprint, gunzip, strict decoding. */
final class FileText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private FileText() {}

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static byte[] unpacked(byte[] bytes, String source) {
    if (bytes.length < 2 || (bytes[0] & 0xFF) != 0x1F || (bytes[1] & 0xFF) != 0x8B) {
      return bytes;
    }
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new DataException(
          "%s starts like a gzip file but cannot be unpacked: %s".formatted(source, e.getMessage()),
          e);
    }
  }

  /** The characters, without a byte order mark. */
  static CharBuffer decoded(byte[] bytes, Charset charset, String source) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out =
        CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      result = decoder.flush(out);
    }
    out.flip();
    if (result.isError()) {
      throw new DataException(
          "%s, row %d: byte %d is not valid %s; give the file's charset or convert it"
              .formatted(source, rowAtEnd(out), in.position(), charset));
    }
    if (out.hasRemaining() && out.get(0) == BYTE_ORDER_MARK) {
      out.position(1);
    }
    return out;
  }

  private static int rowAtEnd(CharBuffer text) {
    int row = 1;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || (c == '\r' && !nextIs(text, i + 1, '\n')))) {
        row++;
      }
    }
    return row;
  }

  private static boolean nextIs(CharBuffer text, int at, char c) {
    return at < text.length() && text.charAt(at) == c;
  }
}
