package io.longtape.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** What TensorFlow says of its types of ops. */
final class OpDefs {

  private static final Map<String, OpDef> BY_TYPE =
      TensorFlow.registeredOpList().getOpList().stream()
          .collect(Collectors.toMap(OpDef::getName, op -> op));

  private OpDefs() {}

  /** How the inputs of a node are grouped, as {@link TapeOp#groups}. */
  static int[] groups(NodeDef node) {
    List<Integer> groups = new ArrayList<>();
    for (OpDef.ArgDef input : BY_TYPE.get(node.getOp()).getInputArgList()) {
      if (!input.getNumberAttr().isEmpty()) {
        groups.add(Math.toIntExact(attribute(node, input.getNumberAttr()).getI()));
      } else if (!input.getTypeListAttr().isEmpty()) {
        groups.add(attribute(node, input.getTypeListAttr()).getList().getTypeCount());
      } else {
        groups.add(TapeOp.SINGLE);
      }
    }
    return groups.stream().allMatch(group -> group == TapeOp.SINGLE)
        ? null
        : groups.stream().mapToInt(Integer::intValue).toArray();
  }

  private static AttrValue attribute(NodeDef node, String name) {
    return node.getAttrOrThrow(name);
  }
}
