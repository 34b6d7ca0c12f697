package io.spirt.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.CfnFlowLog;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.constructs.Construct;

/**
 * The network of a deployment: one private subnet with no way to the internet. S3 is reached
 * through a gateway endpoint, which costs nothing; the other services that are used through
 * interface endpoints.
 */
final class Network extends Construct {
  /** Where every database listens, with TLS. */
  static final int DATABASE_PORT = 6379;

  private static final int HTTPS = 443;
  private static final String CIDR = "10.0.0.0/16";
  private static final int SUBNET_BITS = 18;

  private final Vpc vpc;
  private final SecurityGroup exchange;
  private final SecurityGroup databases;

  Network(Construct scope, String bucket, int logRetentionDays) {
    super(scope, "Network");
    vpc =
        Vpc.Builder.create(this, "Vpc")
            .ipAddresses(IpAddresses.cidr(CIDR))
            .maxAzs(1)
            .natGateways(0)
            .subnetConfiguration(
                List.of(
                    SubnetConfiguration.builder()
                        .name("private")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .cidrMask(SUBNET_BITS)
                        .build()))
            .build();
    exchange = group("Exchange", "Functions that reach the databases of all peers");
    databases = group("Databases", "Databases of all peers");
    Port port = Port.tcp(DATABASE_PORT);
    exchange.addEgressRule(databases, port, "Databases of all peers");
    databases.addIngressRule(exchange, port, "Functions that reach the databases of all peers");
    exchange.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "Endpoints; S3 has public addresses");
    databases.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "Endpoints; S3 has public addresses");
    addStoreEndpoint(bucket);
    addServiceEndpoints();
    logRefusals(logRetentionDays);
  }

  /** The network itself. */
  Vpc vpc() {
    return vpc;
  }

  /** Of functions that reach the databases of all peers. */
  SecurityGroup exchange() {
    return exchange;
  }

  /** Of all databases. */
  SecurityGroup databases() {
    return databases;
  }

  /** Where functions and databases live. */
  static SubnetSelection subnets() {
    return SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build();
  }

  /** The one subnet. */
  ISubnet subnet() {
    return vpc.getIsolatedSubnets().get(0);
  }

  private SecurityGroup group(String id, String description) {
    return SecurityGroup.Builder.create(this, id)
        .vpc(vpc)
        .description(description)
        .allowAllOutbound(false)
        .build();
  }

  /**
   * Through it only the deployment's own bucket, the assets that it is deployed from, and Amazon
   * Linux's packages can be reached: nothing can be carried off to a bucket of somebody else's.
   */
  private void addStoreEndpoint(String bucket) {
    GatewayVpcEndpoint endpoint =
        vpc.addGatewayEndpoint(
            "Store",
            GatewayVpcEndpointOptions.builder().service(GatewayVpcEndpointAwsService.S3).build());
    endpoint.addToPolicy(
        endpointStatement(
            List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"),
            List.of(Arns.bucket(bucket), Arns.object(bucket, "*"))));
    endpoint.addToPolicy(
        endpointStatement(
            List.of("s3:GetObject"),
            List.of(
                Arns.object("cdk-*-assets-" + Aws.ACCOUNT_ID + "-" + Aws.REGION, "*"),
                // The bucket behind Amazon Linux's package repositories.
                Arns.object("al2023-repos-" + Aws.REGION + "-de612dc2", "*"))));
  }

  private static PolicyStatement endpointStatement(List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create()
        .principals(List.of(new AnyPrincipal()))
        .actions(actions)
        .resources(resources)
        .build();
  }

  private void addServiceEndpoints() {
    SecurityGroup endpoints = group("Endpoints", "Interface endpoints");
    endpoints.addIngressRule(Peer.ipv4(CIDR), Port.tcp(HTTPS), "This network");
    Map<String, InterfaceVpcEndpointAwsService> used =
        Map.of(
            "Queues", InterfaceVpcEndpointAwsService.SQS,
            "Secrets", InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
            "Keys", InterfaceVpcEndpointAwsService.KMS,
            "Workflows", InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
            "Sessions", InterfaceVpcEndpointAwsService.SSM,
            "SessionMessages", InterfaceVpcEndpointAwsService.SSM_MESSAGES);
    used.keySet().stream()
        .sorted()
        .forEach(
            id ->
                vpc.addInterfaceEndpoint(
                    id,
                    InterfaceVpcEndpointOptions.builder()
                        .service(used.get(id))
                        .subnets(subnets())
                        .securityGroups(List.of(endpoints))
                        .open(false)
                        .build()));
  }

  /** What the security groups refused: nothing, if all is well. */
  private void logRefusals(int retentionDays) {
    CfnLogGroup log =
        CfnLogGroup.Builder.create(this, "Refusals").retentionInDays(retentionDays).build();
    log.applyRemovalPolicy(RemovalPolicy.DESTROY);
    CfnRole role =
        Roles.create(this, "RefusalsRole", "vpc-flow-logs.amazonaws.com", "Writes flow logs");
    var unused =
        Roles.grant(
            this,
            "RefusalsRights",
            role,
            List.of(
                Statement.allow(
                    "Write",
                    List.of("logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"),
                    List.of(log.getAttrArn()))));
    CfnFlowLog.Builder.create(this, "FlowLog")
        .resourceId(vpc.getVpcId())
        .resourceType("VPC")
        .trafficType("REJECT")
        .logGroupName(log.getRef())
        .deliverLogsPermissionArn(role.getAttrArn())
        .build();
  }
}
