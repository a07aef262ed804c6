package io.longtape.keras.savedmodels;

import io.longtape.serving.ModelException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Asks a model's process, one request at a time. The process is not trusted: when it says what it
 * should not, takes too long or dies, it is ended, and all requests from then on fail with the
 * reason.
 */
final class ChildProcess implements AutoCloseable {

  /** Writes what is behind the number of a request. */
  @FunctionalInterface
  interface Body {
    void write(WireWriter out) throws IOException;
  }

  private final String label;
  private final ChildLimits limits;
  private final ChildHandle handle;
  private final WireReader in;
  private final WireWriter out;
  // A thread of its own: an interrupt of a caller's thread would close the socket.
  private final ExecutorService turns = Executors.newSingleThreadExecutor(ChildProcess::thread);
  private volatile String ended;

  /**
   * Starts a process.
   *
   * @param main what it runs
   * @param label the model, for messages
   * @throws ModelException when it cannot be started
   */
  ChildProcess(Class<?> main, String label, ChildLimits limits) {
    this.label = label;
    this.limits = limits;
    try {
      handle = ChildHandle.start(main, limits);
    } catch (IOException e) {
      throw new ModelException(
          "%s: cannot start a process for the model: %s".formatted(label, e.getMessage()), e);
    }
    in = new WireReader(handle.input());
    out = new WireWriter(handle.output());
  }

  /**
   * Waits for an answer.
   *
   * @param what for messages, such as {@code the load}
   * @param body what is behind the request's number
   * @return tensors by name, as the process ordered them; their names are not checked
   * @throws IllegalArgumentException that the process threw
   * @throws ModelException that the process threw, or when it has ended
   * @throws IllegalStateException when this is closed
   */
  Map<String, HeapTensor> ask(ChildRequest request, String what, Body body) {
    try {
      return CompletableFuture.supplyAsync(() -> answer(request, what, body), turns).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IllegalArgumentException cause) {
        throw new IllegalArgumentException(cause.getMessage(), cause);
      }
      throw new ModelException(e.getCause().getMessage(), e.getCause());
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException(label + ": the model is closed", e);
    }
  }

  /** The process has said what cannot be, which ends it. */
  ModelException broken(String what) {
    return fail("an answer", new IOException(what));
  }

  @Override
  public void close() {
    turns.shutdown();
    handle.close();
  }

  private Map<String, HeapTensor> answer(ChildRequest request, String what, Body body) {
    if (ended != null) {
      throw new ModelException(ended);
    }
    int answer;
    try {
      handle.watch().begin(what);
      if (request == ChildRequest.LOAD) {
        readGreeting();
      }
      out.writeString(request.name());
      body.write(out);
      out.flush();
      in.allow(limits.answer());
      answer = in.readInt();
      if (answer == ChildRequest.DONE) {
        return in.readTensors();
      }
      String message = OutputTail.printable(in.readString());
      if (answer == ChildRequest.ILLEGAL) {
        throw new IllegalArgumentException(message);
      }
      throw new ModelException(message);
    } catch (IOException e) {
      throw fail(what, e);
    } finally {
      handle.watch().end();
    }
  }

  private void readGreeting() throws IOException {
    if (in.readInt() != ChildRequest.GREETING) {
      throw new IOException("it does not greet as it should");
    }
  }

  private ModelException fail(String what, IOException failure) {
    String reason = handle.end(failure);
    ended = "%s: the model's process has ended, in %s: %s".formatted(label, what, reason);
    return new ModelException(ended, failure);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "longtape-model-calls");
    thread.setDaemon(true);
    return thread;
  }
}
