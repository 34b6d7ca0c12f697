package io.spirt.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import io.spirt.deployment.DeploymentNames;
import io.spirt.deployment.FunctionVariables;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.lambda.powertools.cloudformation.AbstractCustomResourceHandler;
import software.amazon.lambda.powertools.cloudformation.Response;

/**
 * The admin's last function: when the stacks are deleted, deletes the state machines that peers
 * made for their rounds, which CloudFormation does not know. Deleting twice does no harm.
 */
public final class CleanupFunction extends AbstractCustomResourceHandler {
  private static final Logger LOG = LoggerFactory.getLogger(CleanupFunction.class);

  private final SfnClient machines;
  private final String prefix;

  /** For Lambda: with what the environment names. */
  public CleanupFunction() {
    this(
        SfnClient.create(),
        new DeploymentNames(System.getenv(FunctionVariables.DEPLOYMENT)).roundMachinePrefix());
  }

  CleanupFunction(SfnClient machines, String prefix) {
    super(Apache5HttpClient.create());
    this.machines = machines;
    this.prefix = prefix;
  }

  @Override
  protected Response create(CloudFormationCustomResourceEvent event, Context context) {
    return Response.success(prefix);
  }

  @Override
  protected Response update(CloudFormationCustomResourceEvent event, Context context) {
    return Response.success(prefix);
  }

  @Override
  protected Response delete(CloudFormationCustomResourceEvent event, Context context) {
    List<StateMachineListItem> made =
        machines.listStateMachinesPaginator().stateMachines().stream()
            .filter(machine -> machine.name().startsWith(prefix))
            .toList();
    for (StateMachineListItem machine : made) {
      LOG.info("deleting state machine {}", machine.name());
      machines.deleteStateMachine(request -> request.stateMachineArn(machine.stateMachineArn()));
    }
    return Response.success(prefix);
  }
}
