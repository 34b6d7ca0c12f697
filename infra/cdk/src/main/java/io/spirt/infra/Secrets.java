package io.spirt.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** Makes secrets, which Secrets Manager draws: they are in no template and no command line. */
final class Secrets {
  /** Letters and digits: 261 bits. */
  private static final int CHARACTERS = 44;

  private Secrets() {}

  static Secret create(Construct scope, String id) {
    return Secret.Builder.create(scope, id)
        .generateSecretString(
            SecretStringGenerator.builder()
                .passwordLength(CHARACTERS)
                .excludePunctuation(true)
                .includeSpace(false)
                .build())
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }
}
