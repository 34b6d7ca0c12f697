package io.spirt.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a function may do with the results bucket, key by key. Names that hold a run are patterns: a
 * deployment serves any run.
 */
final class StoreRights {
  private final String bucket;
  private final List<String> read = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private final List<String> deleted = new ArrayList<>();
  private final List<String> listed = new ArrayList<>();

  StoreRights(String bucket) {
    this.bucket = bucket;
  }

  StoreRights read(String... keys) {
    read.addAll(List.of(keys));
    return this;
  }

  StoreRights write(String... keys) {
    written.addAll(List.of(keys));
    return this;
  }

  StoreRights delete(String... keys) {
    deleted.addAll(List.of(keys));
    return this;
  }

  /** Keys that are listed; also needed to be told that an object is missing, not forbidden. */
  StoreRights list(String... prefixes) {
    listed.addAll(List.of(prefixes));
    return this;
  }

  List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    add(statements, "Read", "s3:GetObject", read);
    add(statements, "Write", "s3:PutObject", written);
    add(statements, "Delete", "s3:DeleteObject", deleted);
    if (!listed.isEmpty()) {
      // Asking for one object names no prefix, and must be answered "missing" all the same.
      statements.add(
          Statement.allow("List", "s3:ListBucket", Arns.bucket(bucket))
              .when("StringLikeIfExists", "s3:prefix", distinct(listed)));
    }
    return statements;
  }

  private void add(List<Statement> statements, String id, String action, List<String> keys) {
    if (!keys.isEmpty()) {
      statements.add(
          Statement.allow(
              id,
              List.of(action),
              distinct(keys).stream().map(key -> Arns.object(bucket, key)).toList()));
    }
  }

  private static List<String> distinct(List<String> some) {
    return Stream.of(some).flatMap(List::stream).distinct().sorted().toList();
  }
}
