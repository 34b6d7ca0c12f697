package io.spirt.infra;

import io.spirt.deployment.Architecture;
import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentNames;
import io.spirt.deployment.FunctionVariables;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.AssetImageCodeProps;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Handler;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** Makes functions: each with a role of its own, traced, and called by the alias alone. */
final class FunctionParts {
  /** Dollars of a second of one GB; us-east-1, November 2026. The dashboard's cost builds on it. */
  private static final Map<Architecture, BigDecimal> DOLLARS_PER_GIGABYTE_SECOND =
      Map.of(
          Architecture.X86_64, new BigDecimal("0.0000166667"),
          Architecture.ARM64, new BigDecimal("0.0000133334"));

  private static final BigDecimal MEGABYTES_PER_GIGABYTE = new BigDecimal(1024);
  private static final int IMAGE_TEMPORARY_MEGABYTES = 2048;

  private final Deployment deployment;
  private final FunctionPackages packages;
  private final Network network;

  /**
   * @param network where functions live that have a security group
   */
  FunctionParts(Deployment deployment, FunctionPackages packages, Network network) {
    this.deployment = deployment;
    this.packages = packages;
    this.network = network;
  }

  /**
   * What a function is.
   *
   * @param id of the construct
   * @param name of the function
   * @param handler class and method
   * @param image whether it carries the training engine
   * @param megabytes memory
   * @param seconds timeout
   * @param group security group, or null for a function outside of the network
   * @param variables its environment beside what every function has
   */
  record Plan(
      String id,
      String name,
      String handler,
      boolean image,
      int megabytes,
      int seconds,
      SecurityGroup group,
      Map<String, String> variables) {}

  /**
   * A function that was made.
   *
   * @param function itself, for metrics
   * @param alias what callers call
   */
  record Made(Function function, Alias alias) {}

  /** A group of logs that goes with its stack. */
  CfnLogGroup logs(Construct scope, String id, String name) {
    CfnLogGroup group =
        CfnLogGroup.Builder.create(scope, id)
            .logGroupName(name)
            .retentionInDays(deployment.logRetentionDays())
            .build();
    group.applyRemovalPolicy(RemovalPolicy.DESTROY);
    return group;
  }

  /** The role of a function of that name, without rights yet. */
  static CfnRole role(Construct scope, String id, String name) {
    return Roles.create(scope, id + "Role", "lambda.amazonaws.com", "Of the function " + name);
  }

  /** Makes a function that may do what the statements say, log and trace. */
  Made make(
      Construct scope, Plan plan, CfnRole role, CfnLogGroup logs, List<Statement> statements) {
    CfnPolicy rights =
        Roles.grant(scope, plan.id() + "Rights", role, rights(plan, logs, statements));
    Function.Builder function =
        Function.Builder.create(scope, plan.id())
            .functionName(plan.name())
            .memorySize(plan.megabytes())
            .timeout(Duration.seconds(plan.seconds()))
            .architecture(lambdaArchitecture())
            .environment(variables(plan))
            .tracing(Tracing.ACTIVE)
            .logGroup(LogGroup.fromLogGroupName(scope, plan.id() + "LogsReference", logs.getRef()))
            .role(
                Role.fromRoleArn(
                    scope,
                    plan.id() + "RoleReference",
                    role.getAttrArn(),
                    FromRoleArnOptions.builder().mutable(false).build()));
    if (plan.group() != null) {
      function
          .vpc(network.vpc())
          .vpcSubnets(Network.subnets())
          .securityGroups(List.of(plan.group()));
    }
    Function made = plan.image() ? image(function, plan) : zip(function, plan);
    made.getNode().addDependency(rights);
    Alias alias =
        Alias.Builder.create(scope, plan.id() + "Alias")
            .aliasName(DeploymentNames.QUALIFIER)
            .version(made.getCurrentVersion())
            .build();
    return new Made(made, alias);
  }

  private Function zip(Function.Builder function, Plan plan) {
    Function made =
        function
            .runtime(Runtime.JAVA_21)
            .handler(plan.handler())
            .code(Code.fromAsset(packages.light().toString()))
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .build();
    // Callers call the alias of a published version.
    Annotations.of(made).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
    return made;
  }

  private Function image(Function.Builder function, Plan plan) {
    Platform platform =
        deployment.architecture() == Architecture.ARM64
            ? Platform.LINUX_ARM64
            : Platform.LINUX_AMD64;
    return function
        .runtime(Runtime.FROM_IMAGE)
        .handler(Handler.FROM_IMAGE)
        .code(
            Code.fromAssetImage(
                packages.image().toString(),
                AssetImageCodeProps.builder()
                    .cmd(List.of(plan.handler()))
                    .platform(platform)
                    .build()))
        .ephemeralStorageSize(Size.mebibytes(IMAGE_TEMPORARY_MEGABYTES))
        .build();
  }

  private Map<String, String> variables(Plan plan) {
    Map<String, String> variables = new TreeMap<>(plan.variables());
    variables.put(FunctionVariables.DEPLOYMENT, deployment.name());
    variables.put(FunctionVariables.DOLLARS_PER_SECOND, dollarsPerSecond(plan.megabytes()));
    return variables;
  }

  private String dollarsPerSecond(int megabytes) {
    return DOLLARS_PER_GIGABYTE_SECOND
        .get(deployment.architecture())
        .multiply(new BigDecimal(megabytes))
        .divide(MEGABYTES_PER_GIGABYTE)
        .stripTrailingZeros()
        .toPlainString();
  }

  private software.amazon.awscdk.services.lambda.Architecture lambdaArchitecture() {
    return deployment.architecture() == Architecture.ARM64
        ? software.amazon.awscdk.services.lambda.Architecture.ARM_64
        : software.amazon.awscdk.services.lambda.Architecture.X86_64;
  }

  private static List<Statement> rights(Plan plan, CfnLogGroup logs, List<Statement> statements) {
    List<Statement> all = new ArrayList<>(statements);
    all.add(
        Statement.allow(
            "Log",
            List.of("logs:CreateLogStream", "logs:PutLogEvents"),
            List.of(logs.getAttrArn())));
    all.add(
        Statement.allow(
            "Trace", List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords"), List.of("*")));
    if (plan.group() != null) {
      all.addAll(NetworkRights.of(plan.name()));
    }
    return all;
  }
}
