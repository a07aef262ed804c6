package io.longtape.keras.savedmodels;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteBuffer;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetRegisteredKernelsForOp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.longtape.serving.ModelException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.KernelDef;
import org.tensorflow.proto.KernelList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;

/** Looks for ops that this TensorFlow has no CPU kernel of. */
final class Kernels {

  /** A kernel for DEFAULT is one for all devices. */
  private static final Set<String> DEVICES = Set.of("CPU", "DEFAULT");

  private static final String CUDNN = "CudnnRNN";

  private static final Map<String, Boolean> ON_CPU = new ConcurrentHashMap<>();

  private final GraphIndex graph;

  private Kernels(GraphIndex graph) {
    this.graph = graph;
  }

  /**
   * Makes sure that all that the signatures run has kernels.
   *
   * @throws ModelException when an op has none; says how to export instead
   */
  static void requireKernels(GraphIndex graph) {
    TensorFlowStart.await();
    Kernels kernels = new Kernels(graph);
    SavedSignatures.definitions(graph).forEach(kernels::requireKernels);
  }

  private void requireKernels(String signature, SignatureDef definition) {
    Set<String> outputs = new LinkedHashSet<>();
    definition
        .getOutputsMap()
        .values()
        .forEach(output -> outputs.add(GraphIndex.nodeOf(output.getName())));
    Set<String> nodes = graph.ancestors(outputs);
    nodes.forEach(name -> requireKernel(signature, "", graph.nodes().get(name)));
    for (String function : graph.reached(nodes)) {
      graph.body(function).values().forEach(node -> requireKernel(signature, function, node));
    }
  }

  private void requireKernel(String signature, String function, NodeDef node) {
    String op = node.getOp();
    if (graph.functions().containsKey(op) || ON_CPU.computeIfAbsent(op, Kernels::isOnCpu)) {
      return;
    }
    String advice =
        op.startsWith(CUDNN)
            ? "it was exported on a GPU; export it with LSTM(use_cudnn=False), or on a CPU"
            : "export it on a CPU, with TensorFlow " + TensorFlowStart.await();
    throw new ModelException(
        "%s cannot run here: its signature '%s' holds the op %s (node '%s'%s), which has no kernel for CPUs; %s; SavedModelLoader.weights reads its weights"
            .formatted(
                graph.directory(),
                signature,
                op,
                node.getName(),
                function.isEmpty() ? "" : " in the function '" + function + "'",
                advice));
  }

  private static boolean isOnCpu(String op) {
    TF_Buffer kernels = null;
    try (TF_Status status = TF_Status.newStatus()) {
      kernels = TF_GetRegisteredKernelsForOp(op, status);
      status.throwExceptionIfNotOK();
      if (kernels.length() == 0) {
        return false;
      }
      return KernelList.parseFrom(kernels.copyData()).getKernelList().stream()
          .map(KernelDef::getDeviceType)
          .anyMatch(DEVICES::contains);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    } finally {
      if (kernels != null) {
        TF_DeleteBuffer(kernels);
      }
    }
  }
}
