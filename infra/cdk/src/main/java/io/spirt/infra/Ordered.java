package io.spirt.infra;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that keep their order, so that equal deployments are equal templates. */
final class Ordered {
  private Ordered() {}

  static Map<String, Object> of(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  static Map<String, Object> of(String key1, Object value1, String key2, Object value2) {
    Map<String, Object> map = of(key1, value1);
    map.put(key2, value2);
    return map;
  }

  static Map<String, Object> of(
      String key1, Object value1, String key2, Object value2, String key3, Object value3) {
    Map<String, Object> map = of(key1, value1, key2, value2);
    map.put(key3, value3);
    return map;
  }
}
