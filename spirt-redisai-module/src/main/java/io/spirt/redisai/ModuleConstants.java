package io.spirt.redisai;

/**
 * Names and limits that the C module and the Lua scripts share with Java; a test compares them with
 * {@code limits.h} and the scripts.
 */
public final class ModuleConstants {
  /** What {@code TYPE} answers for a key with a tensor. */
  public static final String TENSOR_TYPE_NAME = "spirt-tns";

  /** Most dimensions of a tensor. */
  public static final int TENSOR_MAX_DIMS = 32;

  /**
   * Most bytes of a tensor that {@code AI.TENSORSET} and {@code AI.TENSORGET} carry as one blob;
   * larger ones go through {@code AI.TENSORSETRANGE} and {@code AI.TENSORGETRANGE}.
   */
  public static final long BLOB_MAX_BYTES = 536_870_912L;

  /** Bytes of a tensor's data that RDB and AOF files hold in one piece. */
  public static final int PERSIST_CHUNK_BYTES = 16_777_216;

  /** Most tensors that {@code AI.TENSORMEAN} averages at once. */
  public static final int MEAN_MAX_TENSORS = 65_536;

  /** Most batches that {@code average.lua} averages at once. */
  public static final int AVERAGE_MAX_BATCHES = 4_000;

  /** Largest learning rate of {@code AI.MODELUPDATE} and {@code update.lua}. */
  public static final double UPDATE_MAX_LEARNING_RATE = 1_000_000;

  /** Largest weight decay of {@code AI.MODELUPDATE} and {@code update.lua}. */
  public static final double UPDATE_MAX_WEIGHT_DECAY = 1_000_000;

  /** Smallest epsilon of Adam in {@code AI.MODELUPDATE} and {@code update.lua}. */
  public static final double UPDATE_MIN_EPSILON = 1e-30;

  /** Largest epsilon of Adam in {@code AI.MODELUPDATE} and {@code update.lua}. */
  public static final double UPDATE_MAX_EPSILON = 1;

  /** Last step of Adam in {@code AI.MODELUPDATE} and {@code update.lua}. */
  public static final int UPDATE_MAX_STEP = Integer.MAX_VALUE;

  private ModuleConstants() {}
}
