package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The intrinsic function States.MathAdd of a path and a constant, both whole numbers. */
record Sum(ReferencePath path, int addend) {
  private static final Pattern FORM =
      Pattern.compile("States\\.MathAdd\\((\\$[^,]*), *(-?[0-9]{1,9})\\)");

  static boolean is(String text) {
    return FORM.matcher(text).matches();
  }

  static Sum parse(String text, String pointer) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    return new Sum(
        ReferencePath.parse(matcher.group(1), pointer), Integer.parseInt(matcher.group(2)));
  }

  /**
   * The sum.
   *
   * @throws StateException States.Runtime if the path finds nothing, States.IntrinsicFailure if it
   *     finds no whole number or the sum has more than 32 bits
   */
  JsonNode in(JsonNode input) {
    JsonNode found = path.read(input);
    long sum = found.asLong() + addend;
    if (!found.isIntegralNumber() || !found.canConvertToInt() || sum != (int) sum) {
      throw new StateException(
          new Failure(
              ErrorNames.INTRINSIC,
              "States.MathAdd needs whole numbers of 32 bits, '%s' finds %s, to which %d is added"
                  .formatted(path.text(), Fields.brief(found), addend)));
    }
    return IntNode.valueOf((int) sum);
  }
}
