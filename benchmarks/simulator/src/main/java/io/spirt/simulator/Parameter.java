package io.spirt.simulator;

/**
 * Every figure that the model takes for granted, with its unit and where it is from. Prices and
 * quotas are those of {@code spirt-cost}; {@code --set NAME=VALUE} and {@code --times} replace what
 * stands here.
 */
public enum Parameter {
  GRADIENT_SECONDS(
      "gradient.seconds",
      0,
      "s on one vCPU",
      "forward and backward pass of a batch; 0: operations counted from the network's layers, over"
          + " the speed of one core measured for docs/figures.md; measured by calibrate"),
  GRADIENT_SERIAL_PART(
      "gradient.serial-part", 0.1, "part", "assumed: what more vCPUs do not speed up (Amdahl)"),
  STRAGGLER_SIGMA(
      "straggler.sigma",
      0.1,
      "-",
      "assumed: gradients' times are lognormal with median 1 and this sigma"),
  HANDLER_SECONDS("handler.seconds", 0.02, "s on one vCPU", "assumed: a handler's own work"),
  SIGNATURE_SECONDS("signature.seconds", 0.00086, "s on one vCPU", "measured, docs/figures.md"),
  VERIFICATION_SECONDS(
      "verification.seconds", 0.000035, "s on one vCPU", "measured, docs/figures.md"),
  DIGEST_BYTES("digest.bytes", 1.2e9, "bytes/s", "measured: SHA-256 in the database and in Java"),
  SCAN_BYTES(
      "scan.bytes",
      4e9,
      "bytes/s",
      "measured 7 to 12 GB/s, halved: gradients read by the average in a database"),
  RULE_BYTES(
      "rule.bytes",
      2e9,
      "bytes/s on one vCPU",
      "measured for the mean, halved; calibrate measures"),
  CODEC_BYTES(
      "codec.bytes",
      4e8,
      "bytes/s on one vCPU",
      "assumed: float32 values through QSGD, either way"),
  FUNCTION_BYTES(
      "function.bytes",
      75e6,
      "bytes/s",
      "600 Mbit/s, commonly measured for Lambda, not promised; fits thesis Fig. 8.8"),
  DATABASE_BYTES(
      "database.bytes",
      950e6,
      "bytes/s",
      "measured: one Redis thread, either way; instances burst beyond it, see sustained bandwidth"),
  DATABASE_CALL(
      "database.call", 0.001, "s", "assumed: a command to a database in the same network"),
  DATABASE_CONNECTION(
      "database.connection", 0.004, "s", "assumed: a connection with TLS and a first command"),
  DATABASE_POLL(
      "database.poll", 0.02, "s", "SPIRT's pause between two looks at another peer's database"),
  VERDICT_BYTES("verdict.bytes", 600, "bytes", "one announcement inside a verdict, about"),
  STORE_LATENCY(
      "store.latency", 0.1, "s", "S3: its user guide says 100 to 200 ms; fits thesis Fig. 8.8"),
  STORE_BYTES(
      "store.bytes",
      80e6,
      "bytes/s of a connection",
      "S3: its user guide says 85 to 90 MB/s; fits thesis Fig. 8.8"),
  STORE_POLL("store.poll", 0.1, "s", "assumed: LambdaML's pause between two listings"),
  STORE_LIST_PAGE("store.list-page", 1000, "keys", "S3: keys of one page of a listing"),
  QUEUE_CALL("queue.call", 0.015, "s", "assumed: a call of SQS"),
  BROKER_BYTES(
      "broker.bytes", 625e6, "bytes/s", "assumed: 5 Gbit/s of the instance that RabbitMQ runs on"),
  INSTANCE_BYTES(
      "instance.bytes",
      85e6,
      "bytes/s",
      "what a peer on a virtual machine sends or receives; thesis Fig. 5.2: VGG-11's 531 MB sent in"
          + " 6.2 s"),
  STATE_SECONDS("state.seconds", 0.05, "s", "assumed: a transition and the call of a function"),
  IMAGE_START("image.start", 6, "s on one vCPU", "bound of SPIRT's own test, docs/figures.md"),
  SNAPSHOT_START("snapshot.start", 0.8, "s", "assumed: a light function from its snapshot"),
  SIGNIFICANT_PART(
      "mlless.significant",
      1,
      "part",
      "updates that pass MLLess's filter; 1: no filter, as in the thesis's comparison"),
  TREE_FANOUT("tree.fanout", 4, "peers", "chosen: children of a peer in the tree exchange"),
  PROCESS_MEGABYTES("process.megabytes", 700, "MB", "Java, PyTorch and the handler, as in cost");

  private final String word;
  private final double value;
  private final String unit;
  private final String source;

  Parameter(String word, double value, String unit, String source) {
    this.word = word;
    this.value = value;
    this.unit = unit;
    this.source = source;
  }

  /** The name in documents and options. */
  public String word() {
    return word;
  }

  /** The value if nothing else is given. */
  public double value() {
    return value;
  }

  /** What the value counts. */
  public String unit() {
    return unit;
  }

  /** Where the value is from. */
  public String source() {
    return source;
  }
}
