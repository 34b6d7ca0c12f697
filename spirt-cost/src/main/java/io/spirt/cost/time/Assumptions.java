package io.spirt.cost.time;

/**
 * What the model of times takes for granted. Rates are in bytes a second, times in seconds; work is
 * the time that it takes on one vCPU.
 */
public final class Assumptions {
  /** Megabytes of a function's memory that bring one vCPU, by AWS's documentation. */
  public static final double MEGABYTES_OF_VCPU = 1769;

  /** Most vCPUs of a function. */
  public static final double MOST_VCPUS = 6;

  /** Part of a gradient's computation that further vCPUs do not speed up. */
  static final double SERIAL_PART = 0.1;

  /** What one function sends or receives: 600 Mbit/s, commonly measured, not promised. */
  static final double FUNCTION_BYTES = 75e6;

  /** What one database sends or receives, of all functions together; measured with Jedis. */
  static final double DATABASE_BYTES = 950e6;

  /** What scripts in the database read of gradients; measured 7 to 12 GB/s, halved. */
  static final double SCAN_BYTES = 4e9;

  /** SHA-256 in the database; measured. */
  static final double DIGEST_BYTES = 1.2e9;

  /** What a rule reads of averages with one vCPU; measured for the mean, halved. */
  static final double RULE_BYTES = 2e9;

  /** What QSGD encodes or decodes of float32 values with one vCPU; measured, halved. */
  static final double CODEC_BYTES = 0.5e9;

  /** Between two states: the transition and the call of the function. Not billed by Lambda. */
  public static final double TASK_OVERHEAD = 0.05;

  /** A call of S3, SQS, Step Functions. */
  static final double CALL = 0.015;

  /** A connection and a request to another peer's database. */
  static final double PING = 0.004;

  /** A handler's own work in each stage. */
  static final double HANDLER_WORK = 0.02;

  /** One signature or password, as work. */
  static final double SIGNATURE_WORK = 0.001;

  /** How much later than the others the slowest peer comes to a barrier, twice a round. */
  static final double SKEW = 0.2;

  /** Start-up of a container with the training engine, as work: the bound of SPIRT's own test. */
  static final double IMAGE_START_WORK = 6;

  /** Start-up of a light function from its SnapStart snapshot. */
  static final double SNAPSHOT_START = 0.8;

  /** Between the end of the admin's functions and the first state of the peers. */
  static final double SUBMISSION = 10;

  /** Operations for a multiplication and addition, forward and backward: 2 and 4. */
  static final double OPERATIONS_OF_GRADIENT = 6;

  /** Operations for a multiplication and addition, forward alone. */
  static final double OPERATIONS_OF_EVALUATION = 2;

  private Assumptions() {}

  /** The vCPUs of a function. */
  public static double vcpus(int megabytes) {
    return Math.min(MOST_VCPUS, megabytes / MEGABYTES_OF_VCPU);
  }

  /** How many times as fast as with one vCPU a gradient is computed (Amdahl). */
  static double speed(int megabytes) {
    double vcpus = vcpus(megabytes);
    return vcpus <= 1 ? vcpus : 1 / (SERIAL_PART + (1 - SERIAL_PART) / vcpus);
  }

  /** Seconds for what one thread does. */
  static double seconds(double work, int megabytes) {
    return work / Math.min(1, vcpus(megabytes));
  }
}
