package io.spirt.emulator.iam;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A statement of a policy that allows a role something.
 *
 * @param role name of the role
 * @param actions such as {@code s3:GetObject}; may have wildcards
 * @param resources ARNs; may have wildcards
 */
public record Statement(String role, List<String> actions, List<String> resources) {

  /** Whether it allows that. */
  public boolean allows(RoleCall call) {
    return call.role().equals(role)
        && actions.stream().anyMatch(action -> matchesAction(action, call))
        && resources.stream().anyMatch(resource -> matches(resource, call.resource()));
  }

  /** The statement with one of its actions only. */
  public Statement onlyTo(String action) {
    return new Statement(role, List.of(action), resources);
  }

  /** The statement with one of its resources only. */
  public Statement onlyOn(String resource) {
    return new Statement(role, actions, List.of(resource));
  }

  private static boolean matchesAction(String action, RoleCall call) {
    return matches(action.toLowerCase(Locale.ROOT), call.action().toLowerCase(Locale.ROOT));
  }

  private static boolean matches(String pattern, String text) {
    StringBuilder expression = new StringBuilder("(?s)");
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.matches(expression.toString(), text);
  }

  @Override
  public String toString() {
    return role + " may " + String.join(", ", actions) + " on " + String.join(", ", resources);
  }
}
