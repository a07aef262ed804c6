package io.longtape.keras.archives;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.CompactDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/** A data set of an HDF5 file, its numbers in one piece as Keras writes them. */
final class Hdf5Dataset {

  private static final String FLOAT32 = "float32";

  private final Dataset dataset;
  private final Place place;

  Hdf5Dataset(Dataset dataset, Place place) {
    this.dataset = dataset;
    this.place = place;
  }

  Shape shape() {
    return Hdf5Object.guarded(
        place, () -> Shape.of(Arrays.stream(dataset.getDimensions()).asLongStream().toArray()));
  }

  /** The numbers, where they are float32 of a shape. */
  float[] floats(Shape expected) {
    if (!type().equals(FLOAT32)) {
      throw place.error(
          "is %s, expected %s; save the model with the dtype policy float32"
              .formatted(type(), FLOAT32));
    }
    if (!shape().equals(expected)) {
      throw place.error("has the shape %s, expected %s".formatted(shape(), expected));
    }
    return Hdf5Object.guarded(
        place,
        () -> {
          ByteBuffer data = data();
          float[] numbers = new float[data.remaining() / Float.BYTES];
          data.asFloatBuffer().get(numbers);
          return numbers;
        });
  }

  /** One whole number. */
  long integer() {
    boolean scalar = shape().numDimensions() == 0;
    if (!scalar || !(type().equals("int64") || type().equals("int32"))) {
      throw place.error("is %s of the shape %s, expected one int64".formatted(type(), shape()));
    }
    return Hdf5Object.guarded(
        place,
        () -> {
          ByteBuffer data = data();
          return data.remaining() == Long.BYTES ? data.getLong() : data.getInt();
        });
  }

  /** The type of the elements as NumPy calls it. */
  private String type() {
    DataType type = Hdf5Object.guarded(place, dataset::getDataType);
    int bits = 8 * type.getSize();
    if (type instanceof FixedPoint number) {
      return (number.isSigned() ? "int" : "uint") + bits;
    }
    return type instanceof FloatingPoint ? "float" + bits : type.getClass().getSimpleName();
  }

  private ByteBuffer data() {
    if (dataset.getSizeInBytes() == 0) {
      return ByteBuffer.allocate(0);
    }
    if (dataset instanceof ContiguousDataset contiguous) {
      return contiguous.getBuffer();
    }
    if (dataset instanceof CompactDataset compact) {
      return compact.getDataBuffer();
    }
    throw place.error("is stored in chunks or compressed, as Keras never does; save it anew");
  }
}
