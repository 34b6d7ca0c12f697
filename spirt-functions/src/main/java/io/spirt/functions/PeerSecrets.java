package io.spirt.functions;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.spirt.database.DatabaseAddress;
import io.spirt.database.DatabaseUsers;
import io.spirt.deployment.DeploymentNames;
import io.spirt.deployment.FunctionVariables;
import io.spirt.security.SharedSecret;
import io.spirt.store.NoSuchObjectException;
import io.spirt.store.ObjectStore;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The settings of the one peer that a function on AWS works for: references come from the
 * environment, secrets from Secrets Manager, and the certificate of the database's authority from
 * the object store, where the database put it when it first started. What was read is kept.
 * Thread-safe.
 */
final class PeerSecrets implements PeerSource {
  private final Map<String, String> environment;
  private final Supplier<SecretsManagerClient> secrets;
  private final ObjectStore store;
  private PeerSettings settings;

  /**
   * @param environment see {@link FunctionVariables}
   * @param secrets gives the same client each time
   * @param store stays the caller's
   */
  PeerSecrets(
      Map<String, String> environment, Supplier<SecretsManagerClient> secrets, ObjectStore store) {
    this.environment = environment;
    this.secrets = secrets;
    this.store = store;
  }

  @Override
  public synchronized PeerSettings of(int rank) {
    int own = Integer.parseInt(Environment.required(environment, FunctionVariables.RANK));
    if (rank != own) {
      throw new PermanentException(
          "event.rank is " + rank + "; this function works for rank " + own + " alone");
    }
    if (settings == null) {
      settings = read(rank);
    }
    return settings;
  }

  private PeerSettings read(int rank) {
    return new PeerSettings(
        rank,
        new DatabaseAddress(
            Environment.required(environment, FunctionVariables.DATABASE_HOST),
            Integer.parseInt(Environment.required(environment, FunctionVariables.DATABASE_PORT)),
            DatabaseUsers.functionsUser(),
            secret(Environment.required(environment, FunctionVariables.DATABASE_SECRET)),
            certificate(rank)),
        environment.get(FunctionVariables.KEY),
        environment.get(FunctionVariables.JOIN_REQUEST_QUEUE),
        environment.get(FunctionVariables.PASSWORD_QUEUE),
        environment.get(FunctionVariables.SYNC_QUEUE),
        sharedSecret());
  }

  /**
   * Functions that sign nothing are not told the shared secret. Secrets Manager draws letters and
   * digits, not bytes, so the secret is derived from what it drew.
   */
  private String sharedSecret() {
    String arn = environment.get(FunctionVariables.SHARED_SECRET);
    return arn == null ? null : SharedSecret.derivedFrom(secret(arn)).text();
  }

  private String secret(String arn) {
    return secrets.get().getSecretValue(request -> request.secretId(arn)).secretString();
  }

  private String certificate(int rank) {
    String key = DeploymentNames.databaseCertificateKey(rank);
    try {
      return new String(store.get(key), US_ASCII);
    } catch (NoSuchObjectException e) {
      throw new RetryException(
          "the database of rank "
              + rank
              + " has not put its certificate at "
              + key
              + " yet: it may still be starting; see the instance's log if this lasts",
          e);
    }
  }
}
