package io.spirt.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.deployment.DeploymentNames;
import io.spirt.deployment.FunctionVariables;
import io.spirt.functions.SfnWorkflows;
import io.spirt.functions.Submission;
import io.spirt.statemachine.Workflows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The admin's second function: sets off the peers of a job that was taken. Each enters by an
 * execution of its own state machine, under a name that follows from the job: beginning twice
 * begins once. From then on the peers need nobody.
 */
public final class BeginFunction implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Workflows workflows;
  private final DeploymentNames names;

  /** For Lambda: with what the environment names. */
  public BeginFunction() {
    this(
        new SfnWorkflows(SfnClient.create()),
        new DeploymentNames(System.getenv(FunctionVariables.DEPLOYMENT)));
  }

  BeginFunction(Workflows workflows, DeploymentNames names) {
    this.workflows = workflows;
    this.names = names;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Submission submission = JSON.readValue(input, Submission.class);
    String machines = machines(context.getInvokedFunctionArn());
    Map<String, String> executions = new TreeMap<>();
    for (int rank = 0; rank < submission.peers(); rank++) {
      String entry =
          JSON.createObjectNode().put("run", submission.run()).put("rank", rank).toString();
      executions.put(
          Integer.toString(rank),
          workflows.start(machines + names.entryMachine(rank), submission.executionName(), entry));
    }
    output.write(JSON.writeValueAsBytes(Map.of("run", submission.run(), "executions", executions)));
  }

  /** State machines are where this function is: in its partition, region and account. */
  private static String machines(String functionArn) {
    String[] parts = functionArn.split(":", 6);
    return "arn:" + parts[1] + ":states:" + parts[3] + ":" + parts[4] + ":stateMachine:";
  }
}
