package io.longtape.keras.savedmodels;

import java.io.DataOutputStream;
import java.lang.reflect.Field;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** Processes that do what a model's process should not. */
final class HostileProcesses {

  @FunctionalInterface
  private interface Answer {
    void write(DataOutputStream out) throws Exception;
  }

  /** Never comes to the socket. */
  static final class Absent {
    public static void main(String[] args) throws Exception {
      Thread.sleep(600_000);
    }
  }

  /** Ends before it comes to the socket. */
  static final class Gone {
    public static void main(String[] args) {
      System.out.println("no such library");
      System.exit(7);
    }
  }

  /** Says something else than what it should. */
  static final class Garbled {
    public static void main(String[] args) throws Exception {
      connect(args, out -> out.writeUTF("HTTP/1.1 200 OK"));
    }
  }

  /** Announces more than any heap holds. */
  static final class Boastful {
    public static void main(String[] args) throws Exception {
      connect(
          args,
          out -> {
            out.writeInt(ChildRequest.GREETING);
            out.writeInt(ChildRequest.DONE);
            out.writeInt(Integer.MAX_VALUE);
          });
    }
  }

  /** Sends without an end, slowly. */
  static final class Trickling {
    public static void main(String[] args) throws Exception {
      connect(
          args,
          out -> {
            out.writeInt(ChildRequest.GREETING);
            out.writeInt(ChildRequest.FAILED);
            out.writeInt(1 << 20);
            for (int i = 0; i < 1 << 20; i++) {
              out.writeByte('x');
              out.flush();
              Thread.sleep(10);
            }
          });
    }
  }

  /** Writes where there is no memory. */
  static final class Crashing {
    public static void main(String[] args) throws Exception {
      connect(
          args,
          out -> {
            out.writeInt(ChildRequest.GREETING);
            out.flush();
            unsafe("putAddress", 0L, 0L);
          });
    }
  }

  /** Fills its heap. */
  static final class Filling {
    public static void main(String[] args) throws Exception {
      connect(
          args,
          out -> {
            out.writeInt(ChildRequest.GREETING);
            out.flush();
            out.writeInt(new long[Integer.MAX_VALUE - 2].length);
          });
    }
  }

  /** Takes memory that the JVM does not count. */
  static final class Hungry {
    public static void main(String[] args) throws Exception {
      connect(
          args,
          out -> {
            out.writeInt(ChildRequest.GREETING);
            out.flush();
            while (true) {
              unsafe("setMemory", unsafe("allocateMemory", 1L << 24), 1L << 24, (byte) 1);
            }
          });
    }
  }

  /** Prints much, and answers as it should. */
  static final class Noisy {
    public static void main(String[] args) throws Exception {
      connect(
          args,
          out -> {
            for (int i = 0; i < 200_000; i++) {
              System.out.println("a line of a debugging op " + i);
              System.err.println("a line of a log " + i);
            }
            out.writeInt(ChildRequest.GREETING);
            out.writeInt(ChildRequest.DONE);
            out.writeInt(0);
          });
    }
  }

  private HostileProcesses() {}

  private static void connect(String[] args, Answer answer) throws Exception {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
      DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
      answer.write(out);
      Thread.sleep(600_000);
    }
  }

  private static Object unsafe(String method, Object... arguments) throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    Class<?>[] types = new Class<?>[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = arguments[i] instanceof Long ? long.class : byte.class;
    }
    return type.getMethod(method, types).invoke(field.get(null), arguments);
  }
}
