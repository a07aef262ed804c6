package io.longtape.autodiff;

import static org.tensorflow.internal.c_api.global.tensorflow.TFE_ContextRemoveFunction;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_TensorHandleDim;
import static org.tensorflow.internal.c_api.global.tensorflow.TFE_TensorHandleNumDims;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.EagerSession;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.RawTensor;
import org.tensorflow.Tensor;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.ndarray.Shape;

/**
 * What TensorFlow Java keeps to itself about eager ops: how to free one, and how to read a shape
 * without allocating for each axis. It goes by reflection; where that is refused (TensorFlow Java
 * as a module that is not opened), ops are left to the garbage collector and shapes are read as
 * usual.
 */
final class EagerHandles {

  /** How many results an eager op of TensorFlow Java has at most. */
  static final int MAX_OUTPUTS = 1_000;

  private static final Internals INTERNALS = Internals.find();

  private EagerHandles() {}

  /**
   * Frees the outputs of an eager op, the tensors that {@code asTensor} gave for them, and what the
   * op held of its inputs. The op cannot be used any more.
   */
  static void free(Operation op) {
    if (INTERNALS == null || !INTERNALS.eagerOperation.isInstance(op)) {
      return;
    }
    try {
      Object session = INTERNALS.session.get(op);
      AtomicReferenceArray<?> tensors = (AtomicReferenceArray<?>) INTERNALS.outputTensors.get(op);
      for (int i = 0; i < tensors.length(); i++) {
        if (tensors.get(i) instanceof Tensor tensor) {
          RawTensor raw = tensor.asRawTensor();
          detach(session, (Pointer) INTERNALS.tensorHandle.get(raw));
        }
      }
      for (Pointer handle : (Pointer[]) INTERNALS.outputHandles.get(op)) {
        detach(session, handle);
      }
      detach(session, (Pointer) INTERNALS.opHandle.get(op));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("TensorFlow Java's eager ops are not what they were", e);
    }
  }

  private static void detach(Object session, Pointer pointer) throws ReflectiveOperationException {
    if (!pointer.isNull()) {
      INTERNALS.detach.invoke(session, (Object) new Pointer[] {pointer});
    }
  }

  /** The shape of a value, without allocating native memory for an eager one. */
  static Shape shape(Output<?> value) {
    TFE_TensorHandle handle = handle(value);
    if (handle == null) {
      return value.shape();
    }
    TF_Status status = INTERNALS.status.get();
    int rank = TFE_TensorHandleNumDims(handle, status);
    status.throwExceptionIfNotOK();
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = TFE_TensorHandleDim(handle, i, status);
    }
    return Shape.of(sizes);
  }

  /** The number of axes of an eager value. */
  static int rank(Output<?> value) {
    TFE_TensorHandle handle = handle(value);
    if (handle == null) {
      return value.shape().numDimensions();
    }
    TF_Status status = INTERNALS.status.get();
    int rank = TFE_TensorHandleNumDims(handle, status);
    status.throwExceptionIfNotOK();
    return rank;
  }

  private static TFE_TensorHandle handle(Output<?> value) {
    Operation op = value.op();
    if (INTERNALS == null || !INTERNALS.eagerOperation.isInstance(op)) {
      return null;
    }
    try {
      TFE_TensorHandle handle =
          ((TFE_TensorHandle[]) INTERNALS.outputHandles.get(op))[value.index()];
      if (handle.isNull()) {
        throw new IllegalStateException("the tensor of " + op + " has been freed");
      }
      return handle;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("TensorFlow Java's eager ops are not what they were", e);
    }
  }

  /** Takes a function out of a session; without access it stays until the session is closed. */
  static void removeFunction(EagerSession session, String name) {
    if (INTERNALS == null) {
      return;
    }
    try {
      TFE_Context context = (TFE_Context) INTERNALS.nativeHandle.invoke(session);
      TF_Status status = INTERNALS.status.get();
      TFE_ContextRemoveFunction(context, name, status);
      status.throwExceptionIfNotOK();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("TensorFlow Java's eager sessions are not what they were", e);
    }
  }

  private record Internals(
      Class<?> eagerOperation,
      Field session,
      Field opHandle,
      Field outputHandles,
      Field outputTensors,
      Field tensorHandle,
      Method detach,
      Method nativeHandle,
      ThreadLocal<TF_Status> status) {

    static Internals find() {
      try {
        Class<?> operation = Class.forName("org.tensorflow.EagerOperation");
        return new Internals(
            operation,
            open(operation.getDeclaredField("session")),
            open(operation.getDeclaredField("opHandle")),
            open(operation.getDeclaredField("outputHandles")),
            open(operation.getDeclaredField("outputTensors")),
            open(RawTensor.class.getDeclaredField("tensorHandle")),
            open(EagerSession.class.getDeclaredMethod("detach", Pointer[].class)),
            open(EagerSession.class.getDeclaredMethod("nativeHandle")),
            ThreadLocal.withInitial(TF_Status::newStatus));
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }

    private static <A extends AccessibleObject> A open(A member) {
      member.setAccessible(true);
      return member;
    }
  }
}
