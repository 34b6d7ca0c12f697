package io.spirt.emulator;

import io.spirt.deployment.DeploymentNames;
import io.spirt.deployment.FunctionVariables;
import io.spirt.emulator.CloudAssembly.Stack;
import io.spirt.emulator.aws.CloudFormation;
import io.spirt.emulator.aws.CloudFormation.Resource;
import io.spirt.emulator.aws.Endpoint;
import io.spirt.emulator.aws.Logs;
import io.spirt.emulator.gateway.RecordedCall;
import io.spirt.emulator.gateway.RecordingGateway;
import io.spirt.emulator.iam.RolePolicies;
import io.spirt.job.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The stacks of one deployment on an emulator, with their databases. Owns all of it but the
 * emulator. Not thread-safe.
 */
final class DeployedStacks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeployedStacks.class);

  private static final int SHOWN_LINES = 8;

  private final Endpoint owner;
  private final DeploymentNames names;
  private final CloudFormation cloudFormation;
  private final StackDeployer deployer;
  private final RecordingGateway gateway;
  private final PeerDatabases databases;
  private final List<String> stacks = new ArrayList<>();
  final S3Client s3;
  final SfnClient sfn;
  final LambdaClient lambda;
  final IamClient iam;
  final SecretsManagerClient secrets;

  private DeployedStacks(
      Emulator emulator, CloudAssembly assembly, DeploymentNames names, int peers, Path folder) {
    this.owner = Endpoint.owner(emulator.uri());
    this.names = names;
    this.s3 = owner.client(S3Client.builder(), builder -> builder.forcePathStyle(true));
    this.sfn = owner.client(SfnClient.builder());
    this.lambda = owner.client(LambdaClient.builder());
    this.iam = owner.client(IamClient.builder());
    this.secrets = owner.client(SecretsManagerClient.builder());
    this.cloudFormation = new CloudFormation(owner);
    this.gateway = new RecordingGateway(emulator.uri().getPort(), emulator.account());
    this.databases = new PeerDatabases(folder.resolve("databases"), peers);
    AssetPublisher publisher = new AssetPublisher(s3, emulator.account(), owner.region().id());
    this.deployer = new StackDeployer(cloudFormation, publisher, emulator.uri());
    try (SsmClient ssm = owner.client(SsmClient.builder())) {
      publisher.bootstrap(ssm);
    }
    publisher.publish(assembly.files());
    Substitutions substitutions =
        new Substitutions(
            assembly,
            HandlerPackages.onThisMachine(gateway.endpoint(), folder, publisher::put),
            publisher::resolve);
    try {
      create(assembly.stacks(), substitutions);
      IntStream.range(0, peers).forEach(this::startDatabase);
    } catch (RuntimeException e) {
      showLogs();
      close();
      throw e;
    } finally {
      substitutions.notes().forEach(note -> LOG.info("substituted: {}", note));
    }
  }

  /** Shows the ends of all logs and what was called last, to tell why something went wrong. */
  void showLogs() {
    List<RecordedCall> calls = gateway.calls();
    calls.stream()
        .skip(Math.max(0, calls.size() - SHOWN_LINES))
        .forEach(call -> LOG.warn("called: {}", call));
    Logs logs = new Logs(owner);
    for (String group : logs.groups()) {
      List<String> lines = logs.lines(group);
      lines.stream()
          .skip(Math.max(0, lines.size() - SHOWN_LINES))
          .forEach(line -> LOG.warn("{}: {}", group, line));
    }
  }

  /**
   * Deploys.
   *
   * @param folder for what the databases write
   * @throws IllegalStateException if a stack does not come to be; the message says why
   */
  static DeployedStacks deploy(
      Emulator emulator, CloudAssembly assembly, DeploymentNames names, int peers, Path folder) {
    return new DeployedStacks(emulator, assembly, names, peers, folder);
  }

  /** The shared stack first, because the peers' take over what it exports; those side by side. */
  private void create(List<Stack> assembled, Substitutions substitutions) {
    for (Stack stack : assembled) {
      deployer.begin(stack.name(), substitutions.apply(stack.template(), databasePort(stack)));
      stacks.add(stack.name());
      if (stack.name().equals(names.sharedStack())) {
        deployer.await(stack.name());
      }
    }
    stacks.forEach(deployer::await);
  }

  private int databasePort(Stack stack) {
    return stack.name().equals(names.sharedStack())
        ? 0
        : databases.port(
            Integer.parseInt(stack.name().substring(stack.name().lastIndexOf('-') + 1)));
  }

  private void startDatabase(int rank) {
    String role = instanceRole(rank);
    Map<String, String> variables = variables(names.function(rank, Stage.AUTH));
    Endpoint instance = new Endpoint(gateway.endpoint(), owner.region(), assume(role));
    InstanceBoot.act(instance, role, new RolePolicies(iam).statements(role));
    databases.start(
        rank, instance, role, output("Bucket"), variables.get(FunctionVariables.DATABASE_SECRET));
    gateway.watchFor("the password of database " + rank, databases.passwords().get(rank));
    gateway.watchFor("the shared secret", secret(variables.get(FunctionVariables.SHARED_SECRET)));
  }

  private AwsSessionCredentials assume(String role) {
    try (StsClient sts = owner.client(StsClient.builder())) {
      String arn = iam.getRole(request -> request.roleName(role)).role().arn();
      Credentials credentials =
          sts.assumeRole(request -> request.roleArn(arn).roleSessionName("instance")).credentials();
      return AwsSessionCredentials.create(
          credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }
  }

  /** Name of the role that a peer's instance has. */
  String instanceRole(int rank) {
    return roles(names.peer(rank)).stream()
        .filter(
            role ->
                iam.getRole(request -> request.roleName(role))
                    .role()
                    .assumeRolePolicyDocument()
                    .contains("ec2.amazonaws.com"))
        .findFirst()
        .orElseThrow();
  }

  /** Names of the roles of a stack. */
  List<String> roles(String stack) {
    return cloudFormation.resources(stack).stream()
        .filter(resource -> resource.type().equals("AWS::IAM::Role"))
        .map(Resource::physicalId)
        .toList();
  }

  /** Names of all roles. */
  List<String> roles() {
    return stacks.stream().flatMap(stack -> roles(stack).stream()).toList();
  }

  /** A function's environment. */
  Map<String, String> variables(String function) {
    return lambda
        .getFunctionConfiguration(request -> request.functionName(function))
        .environment()
        .variables();
  }

  /** An output of the shared stack. */
  String output(String key) {
    return cloudFormation.stack(names.sharedStack()).outputs().get(key);
  }

  /** A secret. */
  String secret(String arn) {
    return secrets.getSecretValue(request -> request.secretId(arn)).secretString();
  }

  /** The passwords of the databases. */
  Collection<String> passwords() {
    return databases.passwords();
  }

  /** What functions called. */
  RecordingGateway gateway() {
    return gateway;
  }

  /** AWS, as the account's owner. */
  Endpoint owner() {
    return owner;
  }

  /** What everything is called. */
  DeploymentNames names() {
    return names;
  }

  /** Deletes all stacks, those of the peers first. */
  void destroy() {
    for (int i = stacks.size() - 1; i >= 0; i--) {
      deployer.delete(stacks.get(i));
    }
    stacks.clear();
  }

  @Override
  public void close() {
    databases.close();
    gateway.close();
    List.of(s3, sfn, lambda, iam, secrets)
        .forEach(client -> ((software.amazon.awssdk.utils.SdkAutoCloseable) client).close());
  }
}
