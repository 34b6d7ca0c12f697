package io.spirt.statemachine.interpreter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Definitions for tests, written with single quotation marks. */
final class TestMachines {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TestMachines() {}

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A machine with these states, from the first on. */
  static Definition machine(String startAt, String states) {
    return Definition.parse(json("{'StartAt':'" + startAt + "','States':{" + states + "}}"));
  }

  /** A Task named {@code name}; {@code more} are further fields, the last Next or End. */
  static String task(String name, String more) {
    return "'%s':{'Type':'Task','Resource':'%s',%s}".formatted(name, name + "-function", more);
  }

  /** A Fail named Failed, for catchers with the ResultPath $.failure. */
  static String failed() {
    return "'Failed':{'Type':'Fail','ErrorPath':'$.failure.Error','CausePath':'$.failure.Cause'}";
  }

  static String catchAll() {
    return "'Catch':[{'ErrorEquals':['States.ALL'],'ResultPath':'$.failure','Next':'Failed'}]";
  }

  /** A branch or processor of one task. */
  static String branch(String name, String more) {
    return "{'StartAt':'" + name + "','States':{" + task(name, more) + "}}";
  }
}
