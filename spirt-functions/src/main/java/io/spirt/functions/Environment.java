package io.spirt.functions;

import io.spirt.engine.TrainingEngine;
import io.spirt.job.Stage;
import io.spirt.security.FileKeyService;
import io.spirt.security.KeyService;
import io.spirt.security.KmsKeyService;
import io.spirt.store.ObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A function's settings, by environment variable. None is a secret; region, credentials and
 * endpoints of AWS come from the SDK's usual variables.
 */
public final class Environment {
  /** URI of the object store, see {@link ObjectStore#open}. */
  public static final String STORE = "SPIRT_STORE";

  /** Folder of the peers' settings, see {@link PeerFolder}. */
  public static final String PEERS = "SPIRT_PEERS";

  /** Folder of the key service of one machine; without it AWS KMS is asked. */
  public static final String KEYS = "SPIRT_KEYS";

  /** {@code true} to load the training engine before the first event: Lambda's init is the time. */
  public static final String PRELOAD_ENGINE = "SPIRT_PRELOAD_ENGINE";

  /** What the functions' ARNs begin with; a hyphen and the stage's word follow. */
  public static final String FUNCTION_ARN_PREFIX = "SPIRT_FUNCTION_ARN_PREFIX";

  private Environment() {}

  /** Services as the environment names them. */
  static FunctionServices services(Map<String, String> environment) {
    Once<TrainingEngine> engine = new Once<>(TrainingEngine::find);
    if (Boolean.parseBoolean(environment.get(PRELOAD_ENGINE))) {
      engine.get().version();
    }
    return new FunctionServices(
        ObjectStore.open(URI.create(required(environment, STORE))),
        new PeerFolder(Path.of(required(environment, PEERS))),
        new Once<>(() -> keys(environment)),
        new Once<>(SqsClient::create),
        new Once<>(() -> new SfnWorkflows(SfnClient.create())),
        functionArns(required(environment, FUNCTION_ARN_PREFIX)),
        engine,
        InstantSource.system());
  }

  /** The functions' ARNs below a prefix. */
  public static Function<Stage, String> functionArns(String prefix) {
    return stage -> prefix + "-" + stage.word();
  }

  private static KeyService keys(Map<String, String> environment) {
    String folder = environment.get(KEYS);
    return folder == null
        ? new KmsKeyService(KmsClient.create())
        : new FileKeyService(Path.of(folder));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return value;
  }
}
