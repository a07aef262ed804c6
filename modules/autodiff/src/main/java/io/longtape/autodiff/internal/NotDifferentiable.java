package io.longtape.autodiff.internal;

import java.util.Set;

/** Ops through which no gradient flows: {@code tf.no_gradient} and gradients that give None. */
final class NotDifferentiable {

  private static final String TYPES =
      """
      ApproximateEqual ArgMax ArgMin AsString Assert Assign AssignAdd AssignSub AudioSummary
      AudioSummaryV2 BitwiseAnd BitwiseOr BitwiseXor BroadcastGradientArgs CTCBeamSearchDecoder
      CTCGreedyDecoder Ceil ConcatOffset Const DecodeBase64 DecodePaddedRaw DecodeProtoV2
      DecodeRaw DeleteSessionTensor DenseToDenseSetOperation DenseToSparseSetOperation
      DrawBoundingBoxes EditDistance EncodeBase64 EncodeProto Equal ExtractGlimpse
      FakeQuantWithMinMaxArgsGradient FakeQuantWithMinMaxVarsGradient
      FakeQuantWithMinMaxVarsPerChannelGradient FixedLengthRecordReader Floor FloorDiv
      GenerateBoundingBoxProposals GenerateVocabRemapping GetSessionHandle GetSessionHandleV2
      GetSessionTensor Greater GreaterEqual HSVToRGB HashTable HashTableV2 HistogramSummary
      IdentityReader ImageSummary InitializeTable InitializeTableFromTextFile
      InitializeTableFromTextFileV2 InitializeTableV2 Invert InvertPermutation LMDBReader
      LeftShift Less LessEqual LinSpace LoadAndRemapMatrix LogicalAnd LogicalNot LogicalOr
      LookupTableFind LookupTableFindV2 LookupTableInsert LookupTableInsertV2 LookupTableSize
      LookupTableSizeV2 MergeSummary Multinomial MutableDenseHashTable MutableDenseHashTableV2
      MutableHashTable MutableHashTableOfTensors MutableHashTableOfTensorsV2 MutableHashTableV2
      NonMaxSuppression NonMaxSuppressionV2 NonMaxSuppressionV3 NonMaxSuppressionV4
      NonMaxSuppressionV5 NonMaxSuppressionWithOverlaps NotEqual OneHot OnesLike
      ParameterizedTruncatedNormal ParseTensor PopulationCount PyFunc PyFuncStateless QueueClose
      QueueDequeue QueueDequeueMany QueueDequeueUpTo QueueEnqueue QueueEnqueueMany QueueSize
      RaggedRange RandomCrop RandomIndexShuffle RandomShuffle RandomStandardNormal RandomUniform
      Range Rank ReaderNumRecordsProduced ReaderNumWorkUnitsCompleted ReaderRead ReaderReadUpTo
      ReaderReset ReaderRestoreState ReaderSerializeState ReduceJoin RegexReplace
      ResizeBilinearGrad RightShift Rint Round SampleDistortedBoundingBox
      SampleDistortedBoundingBoxV2 ScalarSummary ScatterAdd ScatterDiv ScatterMul ScatterNdAdd
      ScatterNdSub ScatterNdUpdate ScatterSub SdcaFprint SdcaOptimizer SdcaOptimizerV2
      SdcaShrinkL1 SerializeTensor SetSize Shape ShapeN Size SparseAddGrad SparseConcat
      SparseMatrixNNZ SparseMatrixZeros SparseToSparseSetOperation Stack StackClose StackPop
      StackPush StatelessMultinomial StatelessRandomBinomial StatelessRandomNormal
      StatelessRandomNormalV2 StatelessRandomPoisson StatelessRandomUniform
      StatelessRandomUniformFullInt StatelessRandomUniformFullIntV2 StatelessRandomUniformInt
      StatelessRandomUniformIntV2 StatelessRandomUniformV2 StatelessTruncatedNormal
      StatelessTruncatedNormalV2 StopGradient StringJoin StringSplit StringToHashBucket
      StringToHashBucketFast StringToHashBucketStrong StringToNumber TFRecordReader
      TPUReplicatedInput TensorArray TensorArrayClose TensorArrayCloseV2 TensorArrayCloseV3
      TensorArrayGrad TensorArrayGradV2 TensorArrayGradV3 TensorArrayGradWithShape TensorArraySize
      TensorArraySizeV2 TensorArraySizeV3 TensorArrayV2 TensorArrayV3 TensorListConcatLists
      TensorListElementShape TensorListLength TensorListPushBackBatch TensorSummary
      TensorSummaryV2 TextLineReader Timestamp TruncateDiv TruncatedNormal VarIsInitializedOp
      VariableShape WholeFileReader XlaVariadicReduce ZerosLike
      """;

  private NotDifferentiable() {}

  static Set<String> all() {
    return Set.of(TYPES.trim().split("\\s+"));
  }
}
