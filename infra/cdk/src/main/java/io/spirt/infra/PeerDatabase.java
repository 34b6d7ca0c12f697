package io.spirt.infra;

import io.spirt.deployment.Architecture;
import io.spirt.deployment.Deployment;
import io.spirt.deployment.DeploymentNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ec2.AmazonLinux2023ImageSsmParameterProps;
import software.amazon.awscdk.services.ec2.AmazonLinuxCpuType;
import software.amazon.awscdk.services.ec2.CfnInstance;
import software.amazon.awscdk.services.ec2.MachineImage;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.CfnInstanceProfile;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * A peer's database: an instance in the private subnet that builds the Redis module when it first
 * boots and serves TLS only. There is no key to log in with; the session manager is the way in.
 */
final class PeerDatabase extends Construct {
  private static final int HTTPS = 443;
  private static final int HASH_CHARACTERS = 8;

  private final CfnInstance instance;
  private final SecurityGroup ownFunctions;

  PeerDatabase(
      Construct scope,
      Deployment deployment,
      int rank,
      Network network,
      String bucket,
      Secret secret,
      Queue health) {
    super(scope, "Database");
    String peer = new DeploymentNames(deployment.name()).peer(rank);
    Asset files = DatabaseFiles.asset(this);
    ownFunctions = group("OwnFunctions", network, "Functions that reach this database alone");
    SecurityGroup own = group("Own", network, "The database, for its own functions");
    Port port = Port.tcp(Network.DATABASE_PORT);
    own.addIngressRule(ownFunctions, port, "Own functions");
    ownFunctions.addEgressRule(own, port, "Own database");
    ownFunctions.addEgressRule(
        Peer.anyIpv4(), Port.tcp(HTTPS), "Endpoints; S3 has public addresses");
    CfnRole role = Roles.create(this, "Role", "ec2.amazonaws.com", "Of the database of " + peer);
    CfnPolicy rights =
        Roles.grant(this, "Rights", role, rights(bucket, rank, files, secret, health));
    CfnInstanceProfile profile =
        CfnInstanceProfile.Builder.create(this, "Profile").roles(List.of(role.getRef())).build();
    Map<String, String> settings = new TreeMap<>();
    settings.put("AWS_DEFAULT_REGION", Aws.REGION);
    settings.put("SPIRT_PEER", peer);
    settings.put("SPIRT_PORT", Integer.toString(Network.DATABASE_PORT));
    settings.put("SPIRT_SECRET", secret.getSecretArn());
    settings.put("SPIRT_HEALTH_QUEUE", health.getQueueUrl());
    settings.put(
        "SPIRT_CERTIFICATE", "s3://" + bucket + "/" + DeploymentNames.databaseCertificateKey(rank));
    instance =
        CfnInstance.Builder.create(this, "Instance")
            .imageId(image(deployment.architecture()))
            .instanceType(deployment.instanceType())
            .subnetId(network.subnet().getSubnetId())
            .securityGroupIds(
                List.of(network.databases().getSecurityGroupId(), own.getSecurityGroupId()))
            .iamInstanceProfile(profile.getRef())
            .metadataOptions(
                CfnInstance.MetadataOptionsProperty.builder()
                    .httpEndpoint("enabled")
                    .httpTokens("required")
                    .httpPutResponseHopLimit(1)
                    .build())
            .blockDeviceMappings(List.of(volume(deployment.instanceType())))
            .userData(Fn.base64(DatabaseFiles.userData(files, settings)))
            .build();
    instance.getNode().addDependency(rights);
    // What an instance does at its first boot, only a new instance does anew.
    instance.overrideLogicalId("Database" + files.getAssetHash().substring(0, HASH_CHARACTERS));
    Tags.of(instance).add("Name", peer);
  }

  /** Private address of the database. */
  String address() {
    return instance.getAttrPrivateIp();
  }

  /** Id of the instance. */
  String instance() {
    return instance.getRef();
  }

  /** Of functions that reach this database and no other. */
  SecurityGroup ownFunctions() {
    return ownFunctions;
  }

  private SecurityGroup group(String id, Network network, String description) {
    return SecurityGroup.Builder.create(this, id)
        .vpc(network.vpc())
        .description(description)
        .allowAllOutbound(false)
        .build();
  }

  private String image(Architecture architecture) {
    return MachineImage.latestAmazonLinux2023(
            AmazonLinux2023ImageSsmParameterProps.builder()
                .cpuType(
                    architecture == Architecture.ARM64
                        ? AmazonLinuxCpuType.ARM_64
                        : AmazonLinuxCpuType.X86_64)
                .build())
        .getImage(this)
        .getImageId();
  }

  private static CfnInstance.BlockDeviceMappingProperty volume(String instanceType) {
    return CfnInstance.BlockDeviceMappingProperty.builder()
        .deviceName("/dev/xvda")
        .ebs(
            CfnInstance.EbsProperty.builder()
                .volumeType("gp3")
                .volumeSize(VolumeSize.gigabytes(instanceType))
                .encrypted(true)
                .deleteOnTermination(true)
                .build())
        .build();
  }

  private static List<Statement> rights(
      String bucket, int rank, Asset files, Secret secret, Queue health) {
    return List.of(
        Statement.allow(
            "Files", "s3:GetObject", Arns.object(files.getS3BucketName(), files.getS3ObjectKey())),
        Statement.allow(
            "Certificate",
            "s3:PutObject",
            Arns.object(bucket, DeploymentNames.databaseCertificateKey(rank))),
        Statement.allow("Password", "secretsmanager:GetSecretValue", secret.getSecretArn()),
        Statement.allow("Health", "sqs:SendMessage", health.getQueueArn()),
        Statement.allow("Register", "ssm:UpdateInstanceInformation", Arns.of("ec2", "instance/*")),
        Statement.allow(
            "Sessions",
            List.of(
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel"),
            List.of("*")));
  }
}
