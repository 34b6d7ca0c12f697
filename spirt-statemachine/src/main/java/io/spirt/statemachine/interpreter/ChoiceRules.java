package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the rules of a Choice: one comparison each, of what a path finds with a constant. */
final class ChoiceRules {
  private static final String BOOLEAN = "BooleanEquals";
  private static final String AT_LEAST = "NumericGreaterThanEquals";
  private static final Set<String> FIELDS = Set.of("Variable", BOOLEAN, AT_LEAST, "Next");

  private ChoiceRules() {}

  static State.Choice.Rule parse(Fields rule) {
    rule.only("a Choice rule", FIELDS);
    if (rule.has(BOOLEAN) && rule.has(AT_LEAST)) {
      throw rule.refuse(AT_LEAST, "a rule has one comparison, %s is another", BOOLEAN);
    }
    ReferencePath variable = ReferencePath.parse(rule.text("Variable"), rule.at("Variable"));
    return new State.Choice.Rule(
        variable, rule.has(AT_LEAST) ? atLeast(rule) : equal(rule), rule.text("Next"));
  }

  /** A value of another type is not equal to it, and no error. */
  private static Predicate<JsonNode> equal(Fields rule) {
    JsonNode wanted = rule.get(BOOLEAN);
    if (!wanted.isBoolean()) {
      throw rule.refuse(BOOLEAN, "true or false was expected, not %s", wanted);
    }
    return value -> value.isBoolean() && value.booleanValue() == wanted.booleanValue();
  }

  private static Predicate<JsonNode> atLeast(Fields rule) {
    JsonNode least = rule.get(AT_LEAST);
    if (!least.isNumber()) {
      throw rule.refuse(AT_LEAST, "a number was expected, not %s", least);
    }
    return value -> value.isNumber() && value.decimalValue().compareTo(least.decimalValue()) >= 0;
  }
}
