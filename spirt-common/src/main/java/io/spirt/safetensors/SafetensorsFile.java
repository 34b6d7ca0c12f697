package io.spirt.safetensors;

import java.util.Map;

/**
 * What a safetensors file holds.
 *
 * @param metadata texts by name, in the header's order; empty if there are none
 * @param tensors by name, in the header's order
 */
public record SafetensorsFile(Map<String, String> metadata, Map<String, Tensor> tensors) {
  /** Name of the header's entry that is no tensor. */
  static final String METADATA = "__metadata__";
}
