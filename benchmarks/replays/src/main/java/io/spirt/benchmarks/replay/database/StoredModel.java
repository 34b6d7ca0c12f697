package io.spirt.benchmarks.replay.database;

/**
 * A network whose gradients are averaged.
 *
 * @param name of the job schema
 * @param elements values of a gradient, with 10 classes
 */
record StoredModel(String name, int elements) {
  static final StoredModel LENET = new StoredModel("lenet5", 61_706);
  static final StoredModel MOBILENET = new StoredModel("mobilenet-v3-small", 1_528_106);
  static final StoredModel RESNET = new StoredModel("resnet18", 11_181_642);
}
