package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.longtape.serving.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

class GraphGuardTest {

  @Test
  void letsHarmlessOpsPass() {
    TestGraph graph =
        new TestGraph()
            .function("body", List.of("a"), TestGraph.nodeOf("relu", "Relu", "a").build())
            .call("call", "body", "x");

    requirePasses(graph);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadFile",
        "WriteFile",
        "MatchingFiles",
        "PyFunc",
        "EagerPyFunc",
        "DebugIdentity",
        "DebugIdentityV3",
        "DebugNumericSummary",
        "Save",
        "SaveSlices",
        "Restore",
        "TextLineDataset",
        "SnapshotDataset",
        "WholeFileReaderV2",
        "CreateSummaryFileWriter",
        "WriteRawProtoSummary",
        "FixedUnigramCandidateSampler",
        "LoadAndRemapMatrix",
        "GenerateVocabRemapping",
        "ImmutableConst",
        "DecodeProtoV2",
        "FileSystemSetConfiguration",
        "RemoteCall",
        "SymbolicGradient",
        "Send",
        "RpcCall",
        "Abort",
        "MyCustomOp"
      })
  void refusesAllOthers(String op) {
    requireRefused(
        new TestGraph().node("bad", op),
        "some-model is refused: the op " + op + " of the node 'bad' is not on the list",
        "withAllowedOps(\"" + op + "\")");
  }

  @Test
  void looksIntoFunctionsThatNobodyCalls() {
    requireRefused(
        new TestGraph().function("hidden", List.of(), TestGraph.nodeOf("read", "ReadFile").build()),
        "the op ReadFile of the node 'read' in the function 'hidden'");
  }

  @Test
  void letsPassWhatIsAllowedByName() {
    GraphIndex graph = new TestGraph().node("read", "ReadFile").index();

    assertThatCode(() -> GraphGuard.check(graph, new AllowedOps(Set.of("ReadFile"))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> GraphGuard.check(graph, new AllowedOps(Set.of("WriteFile"))))
        .isInstanceOf(ModelException.class);
  }

  @Test
  void refusesFunctionsThatAreNotThere() {
    requireRefused(
        new TestGraph().call("call", "ReadFile", "x"),
        "the graph of some-model is damaged",
        "calls the function 'ReadFile'");
    NameAttrList inner =
        NameAttrList.newBuilder()
            .setName("outer")
            .putAttr(
                "f",
                AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName("gone")).build())
            .build();
    NodeDef nested =
        TestGraph.nodeOf("case", "Case")
            .putAttr(
                "branches",
                AttrValue.newBuilder()
                    .setList(AttrValue.ListValue.newBuilder().addFunc(inner))
                    .build())
            .build();
    requireRefused(
        new TestGraph().function("outer", List.of()).node(nested), "calls the function 'gone'");
  }

  @Test
  void functionsDoNotStandForOps() {
    requireRefused(
        new TestGraph().function("ReadFile", List.of()).node("call", "ReadFile"),
        "the op ReadFile of the node 'call' is a function with the name of an op");
    requireRefused(
        new TestGraph().function("Identity", List.of("a")),
        "the op Identity of the node 'y' is a function with the name of an op");
    requirePasses(new TestGraph().function("__inference_1", List.of()).node("c", "__inference_1"));
  }

  @Test
  void callersFillInNothing() {
    NodeDef print =
        TestGraph.nodeOf("print", "PrintV2", "text")
            .putAttr("output_stream", AttrValue.newBuilder().setPlaceholder("stream").build())
            .build();
    requireRefused(
        new TestGraph().function("body", List.of("text"), print),
        "the node 'print' in the function 'body' leaves its attribute 'output_stream' open");
    OpDef.Builder signature = OpDef.newBuilder().setName("body");
    signature.addInputArgBuilder().setName("names").setNumberAttr("n");
    requireRefused(
        new TestGraph().function(FunctionDef.newBuilder().setSignature(signature).build()),
        "the function 'body' leaves open how many tensors its argument 'names' is");
  }

  @Test
  void printsToTheConsoleAlone() {
    requirePasses(new TestGraph().node("print", "PrintV2", "x"));
    NodeDef print =
        TestGraph.nodeOf("print", "PrintV2", "x")
            .putAttr(
                "output_stream",
                AttrValue.newBuilder().setS(ByteString.copyFromUtf8("file:///tmp/log")).build())
            .build();
    requireRefused(new TestGraph().node(print), "PrintV2", "writes to 'file:///tmp/log'");
  }

  @Test
  void refusesConstantsThatAreLargerThanTheirFile() {
    TensorProto.Builder million = TensorProto.newBuilder().addFloatVal(1);
    million.getTensorShapeBuilder().addDimBuilder().setSize(1_000_000);
    requirePasses(new TestGraph().node(constant(million)));
    million.getTensorShapeBuilder().addDimBuilder().setSize(1_000_000);
    requireRefused(
        new TestGraph().node(constant(million)),
        "the node 'large' is a constant of 1000000000000 numbers, of which the file holds");
  }

  @Test
  void refusesManyConstantsThatAreLargerThanTheirFile() {
    TensorProto.Builder millions = TensorProto.newBuilder().addFloatVal(1);
    millions.getTensorShapeBuilder().addDimBuilder().setSize(10_000_000);

    requireRefused(
        new TestGraph().node(constant("first", millions)).node(constant("second", millions)),
        "the node 'second' is a constant of 10000000 numbers");
  }

  private static NodeDef constant(TensorProto.Builder value) {
    return constant("large", value);
  }

  private static NodeDef constant(String name, TensorProto.Builder value) {
    return TestGraph.nodeOf(name, "Const")
        .putAttr("value", AttrValue.newBuilder().setTensor(value).build())
        .build();
  }

  @Test
  void refusesTwoNodesOfOneName() {
    assertThatThrownBy(() -> new TestGraph().node("y", "Identity", "x").index())
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("two nodes 'y'");
  }

  @Test
  void nothingIsWrittenByAModelThatIsRefused(@TempDir Path folder) throws IOException {
    Path target = folder.resolve("written");
    new TestGraph()
        .node(TestGraph.constant("name", target.toString()))
        .node(TestGraph.constant("text", "evil"))
        .node("write", "WriteFile", "name", "text")
        .node("init", "NoOp", "^write")
        .signature("__saved_model_init_op", "init")
        .write(folder);

    assertThatThrownBy(() -> SavedModelLoader.create().load(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("WriteFile");
    assertThat(Files.exists(target)).isFalse();
  }

  private static void requirePasses(TestGraph graph) {
    assertThatCode(() -> GraphGuard.check(graph.index(), new AllowedOps(Set.of())))
        .doesNotThrowAnyException();
  }

  private static void requireRefused(TestGraph graph, String... parts) {
    assertThatThrownBy(() -> GraphGuard.check(graph.index(), new AllowedOps(Set.of())))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }
}
