package io.spirt.functions;

import io.spirt.deployment.FunctionVariables;
import io.spirt.engine.TrainingEngine;
import io.spirt.job.Stage;
import io.spirt.security.FileKeyService;
import io.spirt.security.KeyService;
import io.spirt.security.KmsKeyService;
import io.spirt.statemachine.Workflows;
import io.spirt.store.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A function's settings, by environment variable: those of {@link FunctionVariables}, and here
 * those that only one machine has. None is a secret; region, credentials and endpoints of AWS come
 * from the SDK's usual variables.
 */
public final class Environment {
  /** Folder of the peers' settings, see {@link PeerFolder}; without it this is AWS. */
  public static final String PEERS = "SPIRT_PEERS";

  /** Folder of the key service of one machine; without it AWS KMS is asked. */
  public static final String KEYS = "SPIRT_KEYS";

  private Environment() {}

  /** Services as the environment names them. */
  public static FunctionServices services(Map<String, String> environment) {
    Once<TrainingEngine> engine = new Once<>(TrainingEngine::find);
    if (Boolean.parseBoolean(environment.get(FunctionVariables.PRELOAD_ENGINE))) {
      engine.get().version();
    }
    ObjectStore store =
        ObjectStore.open(URI.create(required(environment, FunctionVariables.STORE)));
    boolean oneMachine = environment.containsKey(PEERS);
    return new FunctionServices(
        store,
        oneMachine
            ? new PeerFolder(Path.of(required(environment, PEERS)))
            : new PeerSecrets(environment, new Once<>(SecretsManagerClient::create), store),
        new Once<>(() -> keys(environment)),
        new Once<>(SqsClient::create),
        new Once<>(() -> workflows(environment)),
        functionArns(
            required(environment, FunctionVariables.FUNCTION_ARN_PREFIX),
            Optional.ofNullable(environment.get(FunctionVariables.FUNCTION_QUALIFIER))),
        engine,
        InstantSource.system(),
        Pauses.real(),
        !oneMachine);
  }

  /** The functions' ARNs below a prefix. */
  public static Function<Stage, String> functionArns(String prefix) {
    return functionArns(prefix, Optional.empty());
  }

  /** The functions' ARNs below a prefix, with the version or alias that is to be called. */
  public static Function<Stage, String> functionArns(String prefix, Optional<String> qualifier) {
    return stage -> prefix + "-" + stage.word() + qualifier.map(name -> ":" + name).orElse("");
  }

  private static Workflows workflows(Map<String, String> environment) {
    String role = environment.get(FunctionVariables.MACHINE_ROLE);
    MachineSettings settings =
        role == null
            ? MachineSettings.LOCAL
            : new MachineSettings(
                environment.getOrDefault(FunctionVariables.MACHINE_PREFIX, ""),
                role,
                Optional.ofNullable(environment.get(FunctionVariables.MACHINE_LOG_GROUP)));
    return new SfnWorkflows(SfnClient.create(), settings);
  }

  private static KeyService keys(Map<String, String> environment) {
    String folder = environment.get(KEYS);
    return folder == null
        ? new KmsKeyService(KmsClient.create())
        : new FileKeyService(Path.of(folder));
  }

  static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return value;
  }
}
