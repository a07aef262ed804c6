package io.longtape.keras.savedmodels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** SavedModels of harmless ops that do harm. They read a number {@code x} and give {@code y}. */
final class HostileGraphs {

  private HostileGraphs() {}

  /** A loop that does not end. */
  static void writeEndless(Path directory) throws IOException {
    NodeDef loop =
        node("y", "StatelessWhile", "x")
            .putAttr("T", types(DataType.DT_FLOAT))
            .putAttr("cond", function("always"))
            .putAttr("body", function("same"))
            .putAttr(
                "output_shapes",
                AttrValue.newBuilder()
                    .setList(
                        AttrValue.ListValue.newBuilder()
                            .addShape(TensorShapeProto.getDefaultInstance()))
                    .build())
            .build();
    NodeDef yes =
        node("yes", "Const")
            .putAttr("dtype", type(DataType.DT_BOOL))
            .putAttr(
                "value",
                AttrValue.newBuilder()
                    .setTensor(TensorProto.newBuilder().setDtype(DataType.DT_BOOL).addBoolVal(true))
                    .build())
            .build();
    NodeDef same = node("id", "Identity", "x").putAttr("T", type(DataType.DT_FLOAT)).build();
    write(
        directory,
        List.of(loop),
        function("always", DataType.DT_BOOL, yes, "yes:output:0"),
        function("same", DataType.DT_FLOAT, same, "id:output:0"));
  }

  /** A function that calls itself. */
  static void writeRecursive(Path directory) throws IOException {
    NodeDef call =
        node("call", "PartitionedCall", "x")
            .putAttr("Tin", types(DataType.DT_FLOAT))
            .putAttr("Tout", types(DataType.DT_FLOAT))
            .putAttr("f", function("itself"))
            .build();
    write(
        directory,
        List.of(call.toBuilder().setName("y").build()),
        function("itself", DataType.DT_FLOAT, call, "call:output:0"));
  }

  /** Four GiB of numbers in one tensor. */
  static void writeLarge(Path directory) throws IOException {
    NodeDef dims =
        node("dims", "Const")
            .putAttr("dtype", type(DataType.DT_INT32))
            .putAttr("value", ints(1 << 15, 1 << 15))
            .build();
    NodeDef fill =
        node("fill", "Fill", "dims", "x")
            .putAttr("T", type(DataType.DT_FLOAT))
            .putAttr("index_type", type(DataType.DT_INT32))
            .build();
    NodeDef axes =
        node("axes", "Const")
            .putAttr("dtype", type(DataType.DT_INT32))
            .putAttr("value", ints(0, 1))
            .build();
    NodeDef sum =
        node("y", "Sum", "fill", "axes")
            .putAttr("T", type(DataType.DT_FLOAT))
            .putAttr("Tidx", type(DataType.DT_INT32))
            .build();
    write(directory, List.of(dims, fill, axes, sum));
  }

  /** A slice whose bounds are of a type that they should not be, which aborts TensorFlow. */
  static void writeAborting(Path directory) throws IOException {
    AttrValue floats =
        AttrValue.newBuilder()
            .setTensor(
                TensorProto.newBuilder()
                    .setDtype(DataType.DT_FLOAT)
                    .setTensorShape(vector(1))
                    .addFloatVal(0))
            .build();
    NodeDef bounds =
        node("bounds", "Const")
            .putAttr("dtype", type(DataType.DT_INT32))
            .putAttr("value", floats)
            .build();
    NodeDef slice =
        node("y", "StridedSlice", "x", "bounds", "bounds", "bounds")
            .putAttr("T", type(DataType.DT_FLOAT))
            .putAttr("Index", type(DataType.DT_INT32))
            .build();
    write(directory, List.of(bounds, slice));
  }

  private static void write(Path directory, List<NodeDef> nodes, FunctionDef... functions)
      throws IOException {
    NodeDef x =
        node("x", "Placeholder")
            .putAttr("dtype", type(DataType.DT_FLOAT))
            .putAttr("shape", AttrValue.newBuilder().setShape(scalar()).build())
            .build();
    GraphDef.Builder graph = GraphDef.newBuilder().addNode(x).addAllNode(nodes);
    graph.getVersionsBuilder().setProducer(1882);
    graph.getLibraryBuilder().addAllFunction(List.of(functions));
    SignatureDef signature =
        SignatureDef.newBuilder()
            .putInputs("x", tensor("x:0"))
            .putOutputs("y", tensor("y:0"))
            .setMethodName("tensorflow/serving/predict")
            .build();
    MetaGraphDef meta =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags(SavedModelFile.TAG))
            .setGraphDef(graph)
            .putSignatureDef("serving_default", signature)
            .build();
    SavedModel model =
        SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
    Files.write(directory.resolve(SavedModelFile.NAME), model.toByteArray());
  }

  private static FunctionDef function(String name, DataType output, NodeDef node, String result) {
    OpDef.Builder signature = OpDef.newBuilder().setName(name);
    signature.addInputArgBuilder().setName("x").setType(DataType.DT_FLOAT);
    signature.addOutputArgBuilder().setName("y").setType(output);
    return FunctionDef.newBuilder()
        .setSignature(signature)
        .addNodeDef(node)
        .putAllRet(Map.of("y", result))
        .build();
  }

  private static NodeDef.Builder node(String name, String op, String... inputs) {
    return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(List.of(inputs));
  }

  private static TensorInfo tensor(String name) {
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(scalar())
        .build();
  }

  private static TensorShapeProto scalar() {
    return TensorShapeProto.getDefaultInstance();
  }

  private static TensorShapeProto.Builder vector(int size) {
    return TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private static AttrValue types(DataType type) {
    return AttrValue.newBuilder().setList(AttrValue.ListValue.newBuilder().addType(type)).build();
  }

  private static AttrValue function(String name) {
    return AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(name)).build();
  }

  private static AttrValue ints(int... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setDtype(DataType.DT_INT32).setTensorShape(vector(values.length));
    for (int value : values) {
      tensor.addIntVal(value);
    }
    return AttrValue.newBuilder().setTensor(tensor).build();
  }
}
