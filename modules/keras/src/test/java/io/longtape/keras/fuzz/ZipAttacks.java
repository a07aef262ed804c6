package io.longtape.keras.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Zip files made to do harm to those who unpack them. */
final class ZipAttacks {

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int DEFLATED = 8;
  private static final int BLOCK = 1 << 20;

  /** One that is put into a zip as it is, true or not. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier
  private record Member(String name, byte[] deflated, long announced, long crc) {}

  private final Random random;

  ZipAttacks(Random random) {
    this.random = random;
  }

  byte[] attack(Map<String, byte[]> members) throws IOException {
    return switch (random.nextInt(6)) {
      case 0, 1 -> bomb(members);
      case 2 -> escape(members);
      case 3 -> crowd(members);
      case 4 -> rename(members);
      default -> remove(members);
    };
  }

  /** A member of zeros or blanks that unpacks to gigabytes, which it may or may not announce. */
  private byte[] bomb(Map<String, byte[]> members) throws IOException {
    String name = any(members);
    int blocks = 1 << (6 + random.nextInt(7));
    long announced = random.nextBoolean() ? members.get(name).length : (long) blocks * BLOCK;
    byte[] deflated = deflated((byte) (name.endsWith(".json") ? ' ' : 0), blocks);
    Map<String, byte[]> others = new LinkedHashMap<>(members);
    others.remove(name);
    byte[] zip = Zips.write(others);
    return append(zip, others.size(), new Member(name, deflated, announced, 0));
  }

  private byte[] escape(Map<String, byte[]> members) throws IOException {
    String name = any(members);
    String prefix =
        List.of("../", "/tmp/", "..\\", "a/../../", "C:\\", "\0").get(random.nextInt(6));
    Map<String, byte[]> changed = new LinkedHashMap<>(members);
    changed.put(prefix + name, members.get(name));
    return Zips.write(changed);
  }

  private byte[] crowd(Map<String, byte[]> members) throws IOException {
    Map<String, byte[]> changed = new LinkedHashMap<>();
    for (int i = (1 << random.nextInt(17)) - 1; i >= 0; i--) {
      changed.put("assets/" + i, new byte[0]);
    }
    changed.putAll(members);
    return Zips.write(changed);
  }

  /** Two members of one name, or one with a name that is not its own. */
  private byte[] rename(Map<String, byte[]> members) throws IOException {
    String name = any(members);
    String other = any(members);
    byte[] zip = Zips.write(members);
    byte[] content = members.get(other);
    CRC32 sum = new CRC32();
    sum.update(content);
    Member member = new Member(name, deflatedOnce(content), content.length, sum.getValue());
    return append(zip, members.size(), member);
  }

  private byte[] remove(Map<String, byte[]> members) throws IOException {
    Map<String, byte[]> changed = new LinkedHashMap<>(members);
    changed.remove(any(members));
    if (random.nextBoolean()) {
      changed.put(any(members), new byte[random.nextInt(64)]);
    }
    return Zips.write(changed);
  }

  private String any(Map<String, byte[]> members) {
    return List.copyOf(members.keySet()).get(random.nextInt(members.size()));
  }

  /** Puts a member between the last one and the directory. */
  private static byte[] append(byte[] zip, int count, Member member) {
    ByteBuffer old = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int directory = old.getInt(zip.length - 6);
    int length = old.getInt(zip.length - 10);
    byte[] path = member.name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all =
        ByteBuffer.allocate(zip.length + member.deflated.length + 2 * path.length + 76)
            .order(ByteOrder.LITTLE_ENDIAN);
    all.put(zip, 0, directory);
    all.putInt(LOCAL).putShort((short) 20);
    header(all, member, path);
    all.put(path).put(member.deflated);
    int start = all.position();
    all.put(zip, directory, length);
    all.putInt(CENTRAL).putShort((short) 20).putShort((short) 20);
    header(all, member, path);
    all.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(directory);
    all.put(path);
    int size = all.position() - start;
    all.putInt(END).putInt(0).putShort((short) (count + 1)).putShort((short) (count + 1));
    all.putInt(size).putInt(start).putShort((short) 0);
    return all.array();
  }

  private static void header(ByteBuffer all, Member member, byte[] path) {
    all.putShort((short) 0).putShort((short) DEFLATED).putInt(0).putInt((int) member.crc);
    all.putInt(member.deflated.length).putInt((int) member.announced);
    all.putShort((short) path.length).putShort((short) 0);
  }

  private static byte[] deflatedOnce(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] all = new byte[bytes.length + 1024];
    int length = deflater.deflate(all);
    deflater.end();
    return Arrays.copyOf(all, length);
  }

  /** One block of equal bytes, many times: blocks that are flushed whole may be repeated. */
  private static byte[] deflated(byte value, int blocks) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, value);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(block);
    byte[] one = new byte[BLOCK];
    int length = deflater.deflate(one, 0, one.length, Deflater.FULL_FLUSH);
    deflater.end();
    ByteArrayOutputStream all = new ByteArrayOutputStream(length * blocks + 8);
    for (int i = 0; i < blocks; i++) {
      all.write(one, 0, length);
    }
    all.write(3); // an empty last block
    all.write(0);
    return all.toByteArray();
  }
}
