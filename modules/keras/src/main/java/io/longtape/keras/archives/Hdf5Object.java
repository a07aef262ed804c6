package io.longtape.keras.archives;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.VariableLength;
import io.longtape.serving.ModelException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A group or a data set of an HDF5 file, read by jHDF. Whatever that throws at a damaged file
 * becomes a line that names the place.
 */
final class Hdf5Object {

  /** What every file begins with. */
  static final String MARK = "\u0089HDF\r\n\u001a\n";

  /** Bytes of a text's length, which stands before the reference to it. */
  private static final int LENGTH = 4;

  private final Node node;
  private final Place place;

  private Hdf5Object(Node node, Place place) {
    this.node = node;
    this.place = place;
  }

  /** The root of a file. */
  static Hdf5Object root(byte[] bytes, Place place) {
    HdfFile file = guarded(place, () -> MeteredStorage.open(bytes));
    return new Hdf5Object(file, place);
  }

  Place place() {
    return place;
  }

  boolean isDataset() {
    return node instanceof Dataset;
  }

  /** The names in a group, sorted. */
  Set<String> names() {
    return new TreeMap<>(children()).keySet();
  }

  /** A member of a group. */
  Optional<Hdf5Object> find(String name) {
    Node child = children().get(name);
    if (child == null) {
      return Optional.empty();
    }
    Place there = place.child(name);
    if (child.isLink()) {
      throw there.error("is a soft or an external link, which is not followed");
    }
    return Optional.of(new Hdf5Object(child, there));
  }

  /** A group at the end of a path of groups. */
  Optional<Hdf5Object> findPath(String path) {
    Optional<Hdf5Object> found = Optional.of(this);
    for (String name : path.split("/", -1)) {
      found = found.flatMap(group -> group.find(name));
    }
    return found;
  }

  /** Reads this as a data set. */
  Hdf5Dataset dataset() {
    if (node instanceof Dataset dataset) {
      return new Hdf5Dataset(dataset, place);
    }
    throw place.error("is a group, expected a data set");
  }

  /** The texts of an attribute, none where it is an empty list of anything. */
  Optional<List<String>> texts(String attribute) {
    return guarded(place, () -> Optional.ofNullable(node.getAttribute(attribute)))
        .map(found -> texts(attribute, guarded(place, () -> data(found))));
  }

  /** The texts of an attribute that is kept in parts, {@code name0}, {@code name1} ..., if long. */
  List<String> longTexts(String attribute) {
    Optional<List<String>> whole = texts(attribute);
    if (whole.isPresent()) {
      return whole.get();
    }
    List<String> joined = new ArrayList<>();
    Optional<List<String>> part = texts(attribute + "0");
    for (int i = 1; part.isPresent(); i++) {
      joined.addAll(part.get());
      part = texts(attribute + i);
    }
    return joined;
  }

  /** Runs jHDF. */
  static <T> T guarded(Place place, Supplier<T> read) {
    try {
      return read.get();
    } catch (ModelException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw place.error("unreadable HDF5 file: " + MeteredStorage.AGAIN, e);
    } catch (RuntimeException e) {
      throw place.error("unreadable HDF5 file: " + reason(e), e);
    }
  }

  private Map<String, Node> children() {
    if (node instanceof Group group) {
      return guarded(place, group::getChildren);
    }
    throw place.error("is a data set, expected a group");
  }

  private Object data(Attribute attribute) {
    if (attribute.isEmpty()) {
      return new String[0];
    }
    if (attribute.getDataType() instanceof VariableLength type) {
      requireDistinct(attribute, type.getSize());
    }
    return attribute.getData();
  }

  /** Texts of any length lie elsewhere; a small attribute could name a long one many times. */
  private void requireDistinct(Attribute attribute, int size) {
    ByteBuffer references = attribute.getBuffer();
    Set<ByteBuffer> seen = new HashSet<>();
    for (int at = 0; at + size <= references.limit(); at += size) {
      ByteBuffer reference = references.slice(at + LENGTH, size - LENGTH);
      if (!seen.add(reference) && !reference.equals(ByteBuffer.allocate(size - LENGTH))) {
        throw place.error(
            "the attribute '%s' has the same text twice".formatted(attribute.getName()));
      }
    }
  }

  private List<String> texts(String attribute, Object data) {
    if (data instanceof String text) {
      return List.of(text);
    }
    if (data instanceof String[] texts) {
      return List.of(texts);
    }
    throw place.error(
        "the attribute '%s' is %s, not a text or a list of texts"
            .formatted(attribute, data.getClass().getSimpleName()));
  }

  /** What jHDF says at the bottom of it. */
  private static String reason(Throwable e) {
    Throwable deepest = e;
    for (int i = 0; i < 10 && deepest.getCause() != null; i++) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }
}
