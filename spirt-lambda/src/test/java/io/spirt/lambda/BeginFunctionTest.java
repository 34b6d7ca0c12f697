package io.spirt.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spirt.deployment.DeploymentNames;
import io.spirt.functions.Submission;
import io.spirt.statemachine.Workflows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeginFunctionTest {
  private final List<String> started = new ArrayList<>();

  private final Workflows workflows =
      new Workflows() {
        @Override
        public String create(String name, String definition) {
          throw new AssertionError("the entry machines are deployed");
        }

        @Override
        public String start(String arn, String executionName, String input) {
          started.add(arn + " " + executionName + " " + input);
          return arn.replace("stateMachine", "execution") + ":" + executionName;
        }
      };

  @Test
  void startsTheEntryMachineOfEachPeerUnderTheJobsName() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    new BeginFunction(workflows, new DeploymentNames("lab"))
        .handleRequest(
            new ByteArrayInputStream(
                new ObjectMapper().writeValueAsBytes(new Submission("demo", "0a1b2c", 2, 5))),
            output,
            new Invoked("arn:aws-cn:lambda:cn-north-1:123456789012:function:lab-begin:live"));
    String machines = "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:lab-peer-";
    assertThat(started)
        .containsExactly(
            machines + "0 demo-0a1b2c {\"run\":\"demo\",\"rank\":0}",
            machines + "1 demo-0a1b2c {\"run\":\"demo\",\"rank\":1}");
    assertThat(output.toString(UTF_8)).contains("\"run\":\"demo\"");
  }

  private record Invoked(String arn) implements Context {
    @Override
    public String getInvokedFunctionArn() {
      return arn;
    }

    @Override
    public String getAwsRequestId() {
      return "request";
    }

    @Override
    public String getLogGroupName() {
      return "";
    }

    @Override
    public String getLogStreamName() {
      return "";
    }

    @Override
    public String getFunctionName() {
      return "lab-begin";
    }

    @Override
    public String getFunctionVersion() {
      return "1";
    }

    @Override
    public CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public ClientContext getClientContext() {
      return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
      return 1000;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 512;
    }

    @Override
    public LambdaLogger getLogger() {
      return null;
    }
  }
}
