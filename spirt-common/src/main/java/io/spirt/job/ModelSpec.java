package io.spirt.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The network to train.
 *
 * @param name a model that the training engine knows, such as {@code lenet5}, or {@link #CUSTOM}
 * @param classes number of outputs
 * @param weights safetensors file to start from, or a folder with one, or null to draw the params
 *     from the seed; a {@code file:} or {@code s3:} URI
 * @param jar jar with the class of a custom network, or null; a {@code file:} or {@code s3:} URI
 * @param className full name of that class, or null
 */
public record ModelSpec(
    String name, int classes, String weights, String jar, @JsonProperty("class") String className) {

  /** The name of a network that the user brings. */
  public static final String CUSTOM = "custom";

  /** A network that the engine knows, from fresh params. */
  public ModelSpec(String name, int classes) {
    this(name, classes, null, null, null);
  }

  /** True for a class of the user's. */
  public boolean bringsItsClass() {
    return name.equals(CUSTOM);
  }

  /** True if there are files that the network cannot do without. */
  public boolean namesFiles() {
    return weights != null || jar != null;
  }
}
