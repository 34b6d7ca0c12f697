package io.spirt.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.constructs.Construct;

/** Makes roles, whose rights are written out and never added to behind one's back. */
final class Roles {
  private Roles() {}

  /**
   * A role without rights yet.
   *
   * @param service who takes it on, such as {@code lambda.amazonaws.com}
   */
  static CfnRole create(Construct scope, String id, String service, String description) {
    Map<String, Object> trust =
        Ordered.of(
            "Effect", "Allow",
            "Action", "sts:AssumeRole",
            "Principal", Ordered.of("Service", service));
    return CfnRole.Builder.create(scope, id)
        .description(description)
        .assumeRolePolicyDocument(Statement.document(List.of(trust)))
        .build();
  }

  /** Gives a role its rights. */
  static CfnPolicy grant(Construct scope, String id, CfnRole role, List<Statement> statements) {
    List<Map<String, Object>> json = new ArrayList<>();
    statements.forEach(statement -> json.add(statement.json()));
    return CfnPolicy.Builder.create(scope, id)
        .policyName(id)
        .roles(List.of(role.getRef()))
        .policyDocument(Statement.document(json))
        .build();
  }
}
