package io.spirt.cost.limit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What an account may do in one region before somebody asks for more. Rates are per second; a burst
 * is what may be done at once after a pause.
 *
 * @param effective day of the figures
 * @param startExecutionBurst calls that start an execution
 * @param startExecutionRate the same, sustained
 * @param transitionBurst state transitions of Standard workflows; more are delayed
 * @param transitionRate the same, sustained
 * @param createStateMachineBurst calls that create a state machine
 * @param createStateMachineRate the same, sustained
 * @param openExecutions executions at the same time
 * @param lambdaConcurrency functions that run at the same time
 * @param lambdaRequestsOfConcurrency invocations a second for each of these
 * @param lambdaScalingInTenSeconds new environments of one function in ten seconds
 * @param lambdaSeconds longest invocation; cannot be raised
 * @param storeGetRate reads of one prefix of a bucket
 * @param storePutRate writes of one prefix of a bucket
 * @param instanceVcpus vCPUs of on-demand instances
 * @param roles IAM roles
 */
public record Quotas(
    String effective,
    int startExecutionBurst,
    int startExecutionRate,
    int transitionBurst,
    int transitionRate,
    int createStateMachineBurst,
    int createStateMachineRate,
    int openExecutions,
    int lambdaConcurrency,
    int lambdaRequestsOfConcurrency,
    int lambdaScalingInTenSeconds,
    int lambdaSeconds,
    int storeGetRate,
    int storePutRate,
    int instanceVcpus,
    int roles) {
  private static final String FILE = "quotas-2026-11.json";

  /** The defaults of an account in a region. */
  public static Quotas of(String region) {
    JsonNode file = load();
    JsonNode everywhere = file.path("everywhere");
    boolean large = false;
    for (JsonNode name : file.at("/large/regions")) {
      large |= name.asText().equals(region);
    }
    JsonNode own = file.path(large ? "large" : "other");
    return new Quotas(
        file.path("effective").asText(),
        own.path("startExecutionBurst").intValue(),
        own.path("startExecutionRate").intValue(),
        own.path("transitionBurst").intValue(),
        own.path("transitionRate").intValue(),
        everywhere.path("createStateMachineBurst").intValue(),
        everywhere.path("createStateMachineRate").intValue(),
        everywhere.path("openExecutions").intValue(),
        everywhere.path("lambdaConcurrency").intValue(),
        everywhere.path("lambdaRequestsOfConcurrency").intValue(),
        everywhere.path("lambdaScalingInTenSeconds").intValue(),
        everywhere.path("lambdaSeconds").intValue(),
        everywhere.path("storeGetRate").intValue(),
        everywhere.path("storePutRate").intValue(),
        everywhere.path("instanceVcpus").intValue(),
        everywhere.path("roles").intValue());
  }

  private static JsonNode load() {
    try (InputStream in = Quotas.class.getResourceAsStream(FILE)) {
      return JsonMapper.builder().build().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
