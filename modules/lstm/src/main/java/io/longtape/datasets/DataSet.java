package io.longtape.datasets;

/** What a network is trained on, evaluated on, or asked to predict from. */
public sealed interface DataSet permits Examples, ExampleStream, TruncatedSequences {

  /**
   * The batches that a network reads from this data.
   *
   * @param spec the tensors that the network wants
   * @param batching how examples become batches
   * @return a source that gives the batches of each epoch
   * @throws IllegalArgumentException when the data is known to be empty, to lack a tensor that the
   *     spec names, or to be too small to fill a batch where the remainder is dropped
   */
  BatchSource batches(BatchSpec spec, Batching batching);
}
