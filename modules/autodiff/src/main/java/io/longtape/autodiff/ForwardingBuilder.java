package io.longtape.autodiff;

import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Passes everything on to another builder, so that a subclass sees just what it is there for. */
abstract class ForwardingBuilder implements OperationBuilder {

  private final OperationBuilder builder;

  ForwardingBuilder(OperationBuilder builder) {
    this.builder = builder;
  }

  /** Called before an attribute is passed on. */
  abstract void attribute(String name, Object value);

  @Override
  public Operation build() {
    return builder.build();
  }

  @Override
  public OperationBuilder addInput(Output<?> input) {
    builder.addInput(input);
    return this;
  }

  @Override
  public OperationBuilder addInputList(Output<?>[] inputs) {
    builder.addInputList(inputs);
    return this;
  }

  @Override
  public OperationBuilder addControlInput(Operation control) {
    builder.addControlInput(control);
    return this;
  }

  @Override
  public OperationBuilder setDevice(String device) {
    builder.setDevice(device);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, String[] value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, String value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, byte[] value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, long value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, long[] value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, float value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, float[] value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, boolean value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, boolean[] value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, DataType value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, DataType[] value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, Tensor value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, Tensor[] value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, Shape value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, Shape[] value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, ConcreteFunction value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, ConcreteFunction[] value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }

  @Override
  public OperationBuilder setAttr(String name, AttrValue value) {
    attribute(name, value);
    builder.setAttr(name, value);
    return this;
  }
}
