package io.longtape.keras.savedmodels;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running process with a socket to it. The socket lies in a directory of this user alone. What
 * the process prints goes elsewhere, since TensorFlow prints when it likes.
 */
final class ChildHandle implements AutoCloseable {

  private static final String SOCKET = "socket";

  private final Path home;
  private final Process process;
  private final OutputTail output;
  private final ChildWatch watch;
  private final List<Channel> channels = new ArrayList<>();
  private SocketChannel socket;
  private boolean released;

  private ChildHandle(Path home, Process process, ChildLimits limits) {
    this.home = home;
    this.process = process;
    output = new OutputTail(process.getInputStream());
    watch = new ChildWatch(process, limits, this::release);
  }

  /**
   * Starts a process and waits for it to come to the socket.
   *
   * @throws IOException when it cannot be started, ends or takes too long
   */
  static ChildHandle start(Class<?> main, ChildLimits limits) throws IOException {
    Path home = Files.createTempDirectory("longtape");
    Path socket = home.resolve(SOCKET);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Process process = ChildCommand.of(main, home, socket, limits).start();
      ChildHandle handle = new ChildHandle(home, process, limits);
      try {
        handle.connect(server);
        return handle;
      } catch (IOException e) {
        String reason = handle.end(e);
        handle.close();
        throw new IOException(reason, e);
      }
    } catch (IOException | RuntimeException e) {
      delete(home);
      throw e;
    }
  }

  InputStream input() {
    return Channels.newInputStream(socket);
  }

  OutputStream output() {
    return Channels.newOutputStream(socket);
  }

  ChildWatch watch() {
    return watch;
  }

  /**
   * Ends the process if it has not ended, after it could not be read from or written to.
   *
   * @return why it ended
   */
  String end(Exception failure) {
    if (watch.reason().isEmpty() && !endsByItself()) {
      watch.kill("it broke off: " + failure.getMessage());
    }
    return watch.reason().orElseGet(() -> ExitReason.of(process.exitValue(), output.reason()));
  }

  /** Ends the process and deletes what it left. */
  @Override
  public void close() {
    watch.kill("it was closed");
    endsByItself();
    delete(home);
  }

  private void connect(ServerSocketChannel server) throws IOException {
    watch.begin("the start");
    open(server);
    socket = server.accept();
    open(socket);
    watch.end();
  }

  private synchronized void open(Channel channel) throws IOException {
    channels.add(channel);
    if (released) {
      channel.close();
    }
  }

  /** Frees the thread that waits for the process. */
  private synchronized void release() {
    released = true;
    for (Channel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        System.getLogger(ChildHandle.class.getName())
            .log(System.Logger.Level.WARNING, "the socket of a model's process does not close", e);
      }
    }
  }

  private boolean endsByItself() {
    try {
      return process.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void delete(Path home) {
    for (Path path : List.of(home.resolve(SOCKET), home.resolve(ChildCommand.CRASH_LOG), home)) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        path.toFile().deleteOnExit();
      }
    }
  }
}
