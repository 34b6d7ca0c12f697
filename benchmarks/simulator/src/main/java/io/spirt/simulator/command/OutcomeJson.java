package io.spirt.simulator.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spirt.simulator.Limit;
import io.spirt.simulator.Outcome;
import io.spirt.simulator.Parameter;
import io.spirt.simulator.Study;
import java.util.List;

/** Outcomes as a JSON object, with every parameter that they came from. */
final class OutcomeJson {
  private OutcomeJson() {}

  static String of(Study study, List<Outcome> outcomes) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", "simulated");
    json.put("job", study.job().name());
    json.put("model", study.job().model().name());
    json.put("modelBytes", outcomes.get(0).scenario().size().model());
    json.put("gradientSeconds", outcomes.get(0).scenario().gradientSeconds());
    json.put("scaling", study.strong() ? "strong" : "weak");
    json.put("cold", study.cold());
    json.put("seed", study.seed());
    json.put("prices", study.prices().file().effective());
    json.put("quotas", study.quotas().effective());
    json.put("instanceType", study.deployment().instanceType());
    for (Parameter one : Parameter.values()) {
      json.withObject("/parameters/" + one.word())
          .put("value", study.parameters().of(one))
          .put("unit", one.unit())
          .put("source", study.parameters().source(one));
    }
    outcomes.forEach(outcome -> json.withArray("/outcomes").add(outcome(outcome)));
    return json.toPrettyString();
  }

  private static ObjectNode outcome(Outcome one) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("framework", one.scenario().framework().id());
    json.put("exchange", one.scenario().exchange().id());
    json.put("compressionBits", one.scenario().compressionBits());
    json.put("peers", one.scenario().peers());
    json.put("batches", one.scenario().batches());
    json.put("ends", one.ends());
    if (one.ends()) {
      json.put("seconds", one.seconds());
      json.put("burstSeconds", one.burstSeconds());
      json.put("dollars", one.dollars());
    }
    json.put("sentBytes", one.sentBytes());
    json.put("receivedBytes", one.receivedBytes());
    one.bill().forEach(line -> json.withObject("/bill").put(line.service(), line.dollars()));
    one.stageSeconds()
        .forEach((stage, seconds) -> json.withObject("/stageSeconds").put(stage, seconds));
    Outcome.Counts counts = one.counts();
    json.putObject("counts")
        .put("invocations", counts.invocations())
        .put("transitions", counts.transitions())
        .put("queueRequests", counts.queueRequests())
        .put("puts", counts.puts())
        .put("gets", counts.gets())
        .put("lists", counts.lists());
    one.brokenLimit().ifPresent(limit -> json.set("broken", limit(limit)));
    one.limits().forEach(limit -> json.withArray("/limits").add(limit(limit)));
    return json;
  }

  private static ObjectNode limit(Limit limit) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", limit.name())
        .put("value", limit.value())
        .put("most", limit.most())
        .put("fixed", limit.fixed())
        .put("stops", limit.stops())
        .put("broken", limit.broken());
  }
}
