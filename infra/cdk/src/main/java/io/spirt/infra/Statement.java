package io.spirt.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One statement of an IAM policy.
 *
 * @param id what it is for; letters and digits
 * @param effect {@code Allow} or {@code Deny}
 * @param actions such as {@code s3:GetObject}
 * @param resources ARNs
 * @param conditions values by key by operator; may be empty
 */
record Statement(
    String id,
    String effect,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, Object>> conditions) {

  static Statement allow(String id, List<String> actions, List<String> resources) {
    return new Statement(id, "Allow", actions, resources, Map.of());
  }

  static Statement allow(String id, String action, String... resources) {
    return allow(id, List.of(action), List.of(resources));
  }

  static Statement deny(String id, List<String> actions, List<String> resources) {
    return new Statement(id, "Deny", actions, resources, Map.of());
  }

  /** The same under one more condition. */
  Statement when(String operator, String key, Object value) {
    Map<String, Map<String, Object>> all = new LinkedHashMap<>(conditions);
    Map<String, Object> keys = new LinkedHashMap<>(all.getOrDefault(operator, Map.of()));
    keys.put(key, value);
    all.put(operator, keys);
    return new Statement(id, effect, actions, resources, all);
  }

  /** For a policy of a role. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Sid", id);
    json.put("Effect", effect);
    json.put("Action", actions.size() == 1 ? actions.get(0) : actions);
    json.put("Resource", resources.size() == 1 ? resources.get(0) : resources);
    if (!conditions.isEmpty()) {
      json.put("Condition", conditions);
    }
    return json;
  }

  /** For a policy of a resource, which also says who. */
  Map<String, Object> json(Map<String, Object> principal) {
    Map<String, Object> json = json();
    json.put("Principal", principal);
    return json;
  }

  /** A policy's document. */
  static Map<String, Object> document(List<Map<String, Object>> statements) {
    return Ordered.of("Version", "2012-10-17", "Statement", statements);
  }
}
