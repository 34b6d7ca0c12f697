package io.spirt.benchmarks.replay.scaling;

/**
 * What one run trains.
 *
 * @param model a name of the job schema
 * @param samples taken for training, of all peers
 */
record Cell(String model, int peers, int batchSize, int samples) {

  /** Batches of the peer that has most. */
  int batches() {
    int all = (samples + batchSize - 1) / batchSize;
    return (all + peers - 1) / peers;
  }

  /** Its place in keys of figures, such as {@code mobilenet-v3-small-4-64}. */
  String key() {
    return "%s-%d-%d".formatted(model, peers, batchSize);
  }

  @Override
  public String toString() {
    return "%s, %d peers, batch %d".formatted(model, peers, batchSize);
  }
}
