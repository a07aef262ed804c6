package io.longtape.keras.savedmodels;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process of one model. It ends when the one that started it closes its input, or dies. */
final class ChildMain {

  private ChildMain() {}

  /**
   * Serves a model until its input ends.
   *
   * @param args the socket of the process that asks
   * @throws IOException when the socket breaks
   */
  public static void main(String[] args) throws IOException {
    Thread lifeline = new Thread(ChildMain::awaitEnd, "lifeline");
    lifeline.setDaemon(true);
    lifeline.start();
    offerToOutOfMemoryKiller();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(args[0]))) {
      new ChildServer(
              new WireReader(Channels.newInputStream(channel)),
              new WireWriter(Channels.newOutputStream(channel)))
          .serve();
    }
  }

  /** Halts at once: native code that runs for ever would hold up an orderly end. */
  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(0);
  }

  /** Where Linux runs out of memory it shall end this process, not the one that asks. */
  private static void offerToOutOfMemoryKiller() {
    Path score = Path.of("/proc/self/oom_score_adj");
    if (Files.isWritable(score)) {
      try {
        Files.writeString(score, "1000");
      } catch (IOException e) {
        System.err.println("cannot write " + score + ": " + e.getMessage());
      }
    }
  }
}
