package io.spirt.emulator.iam;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares what is allowed with what was done.
 *
 * @param statements what is allowed
 * @param calls what was done
 */
public record Coverage(Collection<Statement> statements, Collection<RoleCall> calls) {

  /**
   * Permissions that nothing used and nobody explains: actions of a statement that were done on
   * none of its resources, and resources on which none of its actions was done.
   */
  public List<String> unexplained() {
    return unused()
        .filter(unused -> UnexercisedStatements.reason(unused).isEmpty())
        .map(Statement::toString)
        .distinct()
        .sorted()
        .toList();
  }

  /** Permissions that nothing used, with the reason why they are there. */
  public List<String> explained() {
    return unused()
        .flatMap(
            unused -> {
              Optional<String> reason = UnexercisedStatements.reason(unused);
              return reason.map(text -> String.join(", ", unused.actions()) + ": " + text).stream();
            })
        .distinct()
        .sorted()
        .toList();
  }

  /** Calls that nothing allows. */
  public List<RoleCall> beyond() {
    return calls.stream()
        .filter(call -> statements.stream().noneMatch(statement -> statement.allows(call)))
        .toList();
  }

  private Stream<Statement> unused() {
    return statements.stream()
        .flatMap(
            statement ->
                Stream.concat(
                    statement.actions().stream().map(statement::onlyTo),
                    statement.resources().stream().map(statement::onlyOn)))
        .filter(part -> calls.stream().noneMatch(part::allows));
  }
}
