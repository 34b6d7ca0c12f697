package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.spirt.statemachine.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compiles one state, refusing every type and field that the generator does not use. */
final class StateParser {
  private static final int MOST_SECONDS = 99_999_999;
  private static final int DEFAULT_TIMEOUT_SECONDS = MOST_SECONDS;

  private static final Set<String> TASK =
      Set.of(
          "Type",
          "Resource",
          "Parameters",
          "ResultSelector",
          "ResultPath",
          "TimeoutSeconds",
          "Retry",
          "Catch",
          "Next",
          "End");
  private static final Set<String> PARALLEL =
      Set.of("Type", "Branches", "ResultPath", "Catch", "Next", "End");
  private static final Set<String> MAP =
      Set.of(
          "Type",
          "ItemsPath",
          "ItemSelector",
          "MaxConcurrency",
          "ItemProcessor",
          "ResultPath",
          "Catch",
          "Next",
          "End");
  private static final Set<String> CHOICE = Set.of("Type", "Choices", "Default");
  private static final Set<String> FAIL =
      Set.of("Type", "Error", "ErrorPath", "Cause", "CausePath");
  private static final Set<String> PASS = Set.of("Type", "Parameters", "ResultPath", "Next", "End");
  private static final Set<String> WAIT = Set.of("Type", "Seconds", "Next", "End");
  private static final Set<String> MACHINE = Set.of("StartAt", "States");
  private static final Set<String> PROCESSOR = Set.of("ProcessorConfig", "StartAt", "States");

  private final Fields fields;
  private final String name;
  private final Set<String> names;

  private StateParser(Fields fields, String name, Set<String> names) {
    this.fields = fields;
    this.name = name;
    this.names = names;
  }

  static State parse(Fields states, String name, Set<String> names) {
    if (name.isEmpty() || name.length() > Limits.NAME_CHARACTERS) {
      throw states.refuse(
          name,
          "a state's name has 1 to %d characters, not %d",
          Limits.NAME_CHARACTERS,
          name.length());
    }
    if (!names.add(name)) {
      throw states.refuse(name, "another state of this definition is called '%s' too", name);
    }
    return new StateParser(states.object(name), name, names).parse();
  }

  private State parse() {
    String type = fields.text("Type");
    return switch (type) {
      case "Task" -> task();
      case "Parallel" -> parallel();
      case "Map" -> map();
      case "Choice" -> choice();
      case "Pass" -> pass();
      case "Wait" -> await();
      case "Fail" -> fail();
      default -> throw fields.refuse("Type", "the state type '%s' is not supported", type);
    };
  }

  private State task() {
    fields.only("a Task", TASK);
    return new State.Task(
        name,
        fields.text("Resource"),
        template("Parameters"),
        template("ResultSelector"),
        fields.integer("TimeoutSeconds", 1, MOST_SECONDS, DEFAULT_TIMEOUT_SECONDS),
        Retrier.parse(fields),
        ResultPath.parse(fields),
        Catcher.parse(fields),
        next());
  }

  private State parallel() {
    fields.only("a Parallel", PARALLEL);
    List<Machine> branches = new ArrayList<>();
    for (Fields branch : fields.objects("Branches")) {
      branches.add(Machine.parse(branch.only("a branch", MACHINE), names));
    }
    return new State.Parallel(
        name, List.copyOf(branches), ResultPath.parse(fields), Catcher.parse(fields), next());
  }

  private State map() {
    fields.only("a Map", MAP);
    Fields processor = fields.object("ItemProcessor").only("an ItemProcessor", PROCESSOR);
    checkInline(processor);
    Template selector =
        fields.has("ItemSelector")
            ? Template.parseItemSelector(fields.object("ItemSelector"))
            : null;
    int concurrency = fields.integer("MaxConcurrency", 0, MOST_SECONDS, 0);
    return new State.Map(
        name,
        path("ItemsPath"),
        selector,
        concurrency == 0 ? Limits.MAP_CONCURRENCY : Math.min(concurrency, Limits.MAP_CONCURRENCY),
        Machine.parse(processor, names),
        ResultPath.parse(fields),
        Catcher.parse(fields),
        next());
  }

  private static void checkInline(Fields processor) {
    if (!processor.has("ProcessorConfig")) {
      return;
    }
    Fields config = processor.object("ProcessorConfig").only("a ProcessorConfig", Set.of("Mode"));
    String mode = config.text("Mode");
    if (!mode.equals("INLINE")) {
      throw config.refuse("Mode", "the Map mode '%s' is not supported, only INLINE", mode);
    }
  }

  private State choice() {
    fields.only("a Choice", CHOICE);
    List<State.Choice.Rule> rules = new ArrayList<>();
    for (Fields rule : fields.objects("Choices")) {
      rules.add(ChoiceRules.parse(rule));
    }
    return new State.Choice(name, List.copyOf(rules), fields.text("Default"));
  }

  private State pass() {
    fields.only("a Pass", PASS);
    return new State.Pass(name, template("Parameters"), ResultPath.parse(fields), next());
  }

  private State await() {
    fields.only("a Wait", WAIT);
    fields.get("Seconds");
    return new State.Wait(name, fields.integer("Seconds", 0, MOST_SECONDS, 0), next());
  }

  private State fail() {
    fields.only("a Fail", FAIL);
    return new State.Fail(name, TextValue.parse(fields, "Error"), TextValue.parse(fields, "Cause"));
  }

  private Template template(String field) {
    return fields.has(field) ? Template.parse(fields.object(field)) : null;
  }

  private ReferencePath path(String field) {
    return ReferencePath.parse(fields.text(field), fields.at(field));
  }

  /** The state to go to, or null at the end; exactly one of Next and "End": true is there. */
  private String next() {
    boolean end = fields.has("End");
    if (end == fields.has("Next")) {
      throw new InvalidDefinitionException(
          fields.pointer(), "exactly one of Next and End has to be there");
    }
    if (end && !fields.get("End").equals(BooleanNode.TRUE)) {
      throw fields.refuse("End", "true was expected, not %s", fields.get("End"));
    }
    return end ? null : fields.text("Next");
  }
}
